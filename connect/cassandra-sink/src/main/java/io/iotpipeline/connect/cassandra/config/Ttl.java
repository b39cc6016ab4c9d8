package io.iotpipeline.connect.cassandra.config;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Converts a TTL to the unit of Cassandra: whole seconds, at most 20 years. */
public final class Ttl {

  private static final int MAX_SECONDS = 20 * 365 * 24 * 60 * 60;

  private Ttl() {}

  /**
   * @return seconds, rounded up, because 0 means that the row does not expire; empty if the amount
   *     is negative, which means the table's default
   * @throws IllegalArgumentException if the TTL exceeds Cassandra's maximum
   */
  public static OptionalInt seconds(long amount, TimeUnit unit) {
    if (amount < 0) {
      return OptionalInt.empty();
    }
    long truncated = unit.toSeconds(amount);
    long seconds = unit.convert(truncated, TimeUnit.SECONDS) < amount ? truncated + 1 : truncated;
    if (seconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "a ttl of %d %s exceeds Cassandra's maximum of 20 years".formatted(amount, unit));
    }
    return OptionalInt.of((int) seconds);
  }
}
