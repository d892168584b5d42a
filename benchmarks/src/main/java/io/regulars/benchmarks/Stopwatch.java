package io.regulars.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a piece of work of the calling thread took.
 *
 * @param wall nanoseconds by the clock on the wall
 * @param cpu nanoseconds the thread ran on a core: the figure to trust on a busy machine
 * @param allocated bytes of heap the thread asked for
 */
record Stopwatch(long wall, long cpu, long allocated) {

  /** Something to time. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Does the work and times it. */
  static Stopwatch time(Work work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long wall = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    work.run();
    return new Stopwatch(
        System.nanoTime() - wall,
        threads.getCurrentThreadCpuTime() - cpu,
        threads.getCurrentThreadAllocatedBytes() - allocated);
  }
}
