package io.iotpipeline.admin.cluster;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a row of {@code sensor_events} lives after it was written, and what it takes to tell
 * later whether rows may have ended: a row keeps the life that it was written with.
 *
 * @param seconds the life of what is written from now on; null: for ever
 * @param shortestSeconds the shortest life there ever was; null: there was none but for ever
 * @param sinceMillis when a row may first have been given a limited life
 */
public record EventTtl(Long seconds, Long shortestSeconds, Long sinceMillis) {

  public static final EventTtl NONE = new EventTtl(null, null, null);

  /** The same with another life from {@code now} on; null: for ever. */
  public EventTtl with(Duration life, Instant now) {
    if (life == null) {
      return new EventTtl(null, shortestSeconds, sinceMillis);
    }
    long given = life.toSeconds();
    return new EventTtl(
        given,
        shortestSeconds == null ? given : Math.min(given, shortestSeconds),
        sinceMillis == null ? Long.valueOf(now.toEpochMilli()) : sinceMillis);
  }

  /** Whether rows may have ended by {@code now}, for no other reason than their age. */
  public boolean mayHaveEnded(Instant now) {
    return sinceMillis != null
        && now.toEpochMilli() - sinceMillis >= Duration.ofSeconds(shortestSeconds).toMillis();
  }
}
