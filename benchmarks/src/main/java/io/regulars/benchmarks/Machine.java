package io.regulars.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What it was measured on. */
final class Machine {

  private Machine() {}

  /** JVM, cores, heap and how busy the machine was just before. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "%s %s, %d cores, heap up to %d MB, load average %.1f",
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
