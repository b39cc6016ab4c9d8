package io.iotpipeline.integration.stack;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Prints lines with the time of day to the output of a test class. */
public final class TestLog {

  private TestLog() {}

  public static void print(String text) {
    LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
    System.out.println(now + " " + text.stripTrailing());
  }

  public static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
