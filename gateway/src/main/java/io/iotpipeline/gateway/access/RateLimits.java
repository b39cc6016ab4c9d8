package io.iotpipeline.gateway.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits the events of each sender to a rate, so that one does not take the place of all. A sender
 * may use one second at once. A message is never too large: it passes while anything is left, and
 * the sender then waits until it has paid. Thread-safe.
 */
public final class RateLimits {

  /** No limits. */
  public static final RateLimits NONE = new RateLimits(0, System::nanoTime);

  /** Without login each address is a sender; those that have not sent for longest are forgotten. */
  private static final int MAX_SENDERS = 10_000;

  private static final double NANOS = 1e9;

  private final int eventsPerSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_SENDERS;
        }
      };

  /** What a sender may still send; negative: it has sent too much. */
  private static final class Bucket {
    double events;
    long atNanos;
  }

  /**
   * @param eventsPerSecond 0: no limit
   * @param nanoTime as {@link System#nanoTime()}
   */
  public RateLimits(int eventsPerSecond, LongSupplier nanoTime) {
    this.eventsPerSecond = eventsPerSecond;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a message, unless the sender has to wait.
   *
   * @return how long it has to wait; zero: the message is taken
   */
  public Duration take(String sender, int events) {
    if (eventsPerSecond == 0) {
      return Duration.ZERO;
    }
    synchronized (buckets) {
      long now = nanoTime.getAsLong();
      Bucket bucket = buckets.computeIfAbsent(sender, name -> full(now));
      double earned = (now - bucket.atNanos) / NANOS * eventsPerSecond;
      bucket.events = Math.min(eventsPerSecond, bucket.events + earned);
      bucket.atNanos = now;
      if (bucket.events <= 0) {
        double seconds = (1 - bucket.events) / eventsPerSecond;
        return Duration.ofNanos((long) Math.ceil(seconds * NANOS));
      }
      bucket.events -= events;
      return Duration.ZERO;
    }
  }

  /** Gives back what was taken for a message that was then not taken. */
  public void giveBack(String sender, int events) {
    if (eventsPerSecond > 0) {
      synchronized (buckets) {
        Bucket bucket = buckets.get(sender);
        if (bucket != null) {
          bucket.events = Math.min(eventsPerSecond, bucket.events + events);
        }
      }
    }
  }

  private Bucket full(long now) {
    Bucket bucket = new Bucket();
    bucket.events = eventsPerSecond;
    bucket.atNanos = now;
    return bucket;
  }
}
