package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.register.Registration;

/**
 * Since when a task has heard whatever was sent, by the wall clock in ms: since it started, has
 * read what had waited for it, or works again after a pause. Silence before it says nothing.
 */
final class ListeningTime {

  /** An event that arrived longer ago had waited; a longer time between two ticks is a pause. */
  private static final long WAITED_MS = 10_000;

  private long from;
  private long lastTick;

  /** When the last event was read that had waited. */
  private long behindAt = Registration.NEVER;

  ListeningTime(long now) {
    from = now;
    lastTick = now;
  }

  /** Records that an event is read. */
  void read(long arrived, long now) {
    if (now - arrived > WAITED_MS) {
      behindAt = now;
    }
  }

  /** Records that the task works. */
  void tick(long now) {
    if (now - lastTick > WAITED_MS) {
      from = now;
    }
    from = Math.max(from, behindAt);
    lastTick = now;
  }

  /** Lets it begin later. */
  void notBefore(long time) {
    from = Math.max(from, time);
  }

  /** The time of the last tick. */
  long now() {
    return lastTick;
  }

  long from() {
    return from;
  }

  /** Whether the task still reads what has waited. */
  boolean isBehind() {
    return lastTick - behindAt < WAITED_MS;
  }
}
