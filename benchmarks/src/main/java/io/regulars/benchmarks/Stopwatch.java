package io.regulars.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What a piece of work of the calling thread took.
 *
 * @param wall nanoseconds by the clock on the wall
 * @param cpu nanoseconds the thread ran on a core: the figure to trust on a busy machine
 */
record Stopwatch(long wall, long cpu) {

  /** Something to time. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Does the work and times it. */
  static Stopwatch time(Work work) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long wall = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    return new Stopwatch(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu);
  }
}
