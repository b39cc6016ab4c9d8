package io.iotpipeline.connect.cassandra.config;

import java.util.concurrent.TimeUnit;

/** Lives of rows: Cassandra counts whole seconds and at most 20 years of them. */
public final class Ttl {

  private static final int MAX_SECONDS = 20 * 365 * 24 * 60 * 60;

  private Ttl() {}

  /**
   * @return seconds, rounded up so that a short life does not become an endless one; 0, which is
   *     none, for an amount of 0 or below
   * @throws IllegalArgumentException when it is longer than Cassandra allows
   */
  public static int seconds(long amount, TimeUnit unit) {
    if (amount <= 0) {
      return 0;
    }
    long whole = unit.toSeconds(amount);
    long seconds = unit.convert(whole, TimeUnit.SECONDS) < amount ? whole + 1 : whole;
    if (seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "a ttl of " + amount + " " + unit + " is longer than Cassandra's 20 years");
    }
    return (int) seconds;
  }
}
