package io.iotpipeline.admin.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * TTL of the rows of {@code sensor_events}. A row keeps the TTL that it was written with, so this
 * record also keeps what is needed to decide whether any row may have expired.
 *
 * @param seconds TTL of rows that are written from now on; null for no TTL
 * @param shortestSeconds the shortest TTL that rows were ever written with; null if there was none
 * @param sinceMillis when rows were first written with a TTL, milliseconds since the epoch; null if
 *     never
 */
public record EventTtl(Long seconds, Long shortestSeconds, Long sinceMillis) {

  public static final EventTtl NONE = new EventTtl(null, null, null);

  /**
   * Changes the TTL of rows that are written from {@code now} on.
   *
   * @param ttl null for no TTL
   */
  public EventTtl with(Duration ttl, Instant now) {
    if (ttl == null) {
      return new EventTtl(null, shortestSeconds, sinceMillis);
    }
    long newSeconds = ttl.toSeconds();
    return new EventTtl(
        newSeconds,
        shortestSeconds == null ? newSeconds : Math.min(newSeconds, shortestSeconds),
        sinceMillis == null ? Long.valueOf(now.toEpochMilli()) : sinceMillis);
  }

  /** Whether rows may have expired by {@code now}. */
  public boolean mayHaveExpired(Instant now) {
    return sinceMillis != null
        && now.toEpochMilli() - sinceMillis >= Duration.ofSeconds(shortestSeconds).toMillis();
  }
}
