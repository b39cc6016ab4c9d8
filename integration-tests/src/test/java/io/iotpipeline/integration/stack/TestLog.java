package io.iotpipeline.integration.stack;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Prints lines with the time of day to the output of a test class. */
public final class TestLog {

  private TestLog() {}

  public static void print(String format, Object... args) {
    String text = format.formatted(args).stripTrailing();
    System.out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }

  public static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
