package io.iotpipeline.streamsapp.register;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/**
 * One sensor in the register. All times are milliseconds of the wall clock since
 * 1970-01-01T00:00:00Z.
 *
 * <p>A sensor is heard when an accepted event of it arrives in Kafka. It is silent if it is not
 * heard for one and a half times its expected interval and {@value #MARGIN_MS} ms; if the interval
 * is learnt and not given, for at least {@value #MIN_LEARNT_LIMIT_MS} ms.
 */
public final class Registration {

  /** In the place of a time. */
  public static final long NEVER = 0;

  private static final long MARGIN_MS = 5_000;
  private static final long MIN_LEARNT_LIMIT_MS = 60_000;

  /** What a silence that was wrong may add to the learnt interval, in times of its limit. */
  private static final int MAX_LEARNT_FROM_SILENCE = 4;

  /** A clock that was wrong, and was set, may leap by years. */
  private static final long MAX_ADVANCE_MS = 24 * 60 * 60 * 1000;

  /** Longer need nothing be heard of a sensor after a restart; else rare ones never are silent. */
  private static final long MAX_JUDGED_MS = 6 * 60 * 60 * 1000;

  private static final int SILENT = 1;
  private static final int CHANGED = 2;
  private static final int DUE = 4;

  private final LearntInterval learnt = new LearntInterval();
  private Description description = Description.NONE;
  private long firstHeard = NEVER;
  private long lastHeard = NEVER;
  private long stateSince = NEVER;
  private boolean silent;
  private boolean changed;
  private boolean due;
  private int metrics;
  private long sentAt = NEVER;
  private long revision;

  /** When the first event arrived, or {@link #NEVER}. */
  public long firstHeard() {
    return firstHeard;
  }

  /** When the last event arrived, or {@link #NEVER}. */
  public long lastHeard() {
    return lastHeard;
  }

  /** When its state began. */
  public long stateSince() {
    return stateSince;
  }

  public boolean isSilent() {
    return silent;
  }

  /** Whether it was heard or described. */
  public boolean isKnown() {
    return stateSince != NEVER;
  }

  public boolean isHeard() {
    return firstHeard != NEVER;
  }

  /** What people say about it. */
  public Description description() {
    return description;
  }

  public boolean isIntervalGiven() {
    return description.intervalMs() > 0;
  }

  /** The expected interval in ms, given or learnt; 0 if it is not known. */
  public long expectedMs() {
    return isIntervalGiven() ? description.intervalMs() : learnt.at(lastHeard);
  }

  /** The time without events in ms after which it is silent; 0 if it is not known. */
  private long limitMs() {
    long expected = expectedMs();
    if (expected == 0) {
      return 0;
    }
    long limit = expected + expected / 2 + MARGIN_MS;
    return isIntervalGiven() ? limit : Math.max(limit, MIN_LEARNT_LIMIT_MS);
  }

  /**
   * Records that an event arrived.
   *
   * @param advanceMs by how much its reading is newer than the newest one before
   * @return the silence that ends with it, or null
   */
  public Silence heard(long at, long advanceMs) {
    Silence ended = silent ? new Silence(lastHeard, at, expectedMs()) : null;
    learnt.heard(
        at,
        Math.min(advanceMs, MAX_ADVANCE_MS),
        silent ? MAX_LEARNT_FROM_SILENCE * limitMs() : Long.MAX_VALUE);
    if (!isHeard()) {
      firstHeard = at;
      begin(at);
    } else if (silent) {
      silent = false;
      begin(at);
    }
    lastHeard = Math.max(lastHeard, at);
    changed = true;
    return ended;
  }

  /** For a sensor of which only a time is known at which it was heard. */
  public void seen(long at) {
    firstHeard = at;
    lastHeard = at;
    begin(at);
  }

  private void begin(long at) {
    stateSince = at;
    due = true;
  }

  /** Whether it was active at a time, and had not missed its expected interval. */
  public boolean isExpectedAt(long time) {
    long limit = silent || !isHeard() ? 0 : limitMs();
    return limit > 0 && time - lastHeard <= limit;
  }

  /**
   * Whether it has missed its expected interval, and is not silent yet.
   *
   * @param judgedFrom before this time nothing could be heard
   */
  public boolean isOverdue(long now, long judgedFrom) {
    long limit = silent || !isHeard() ? 0 : limitMs();
    return limit > 0
        && now - lastHeard > limit
        && now - judgedFrom > Math.min(limit, MAX_JUDGED_MS);
  }

  /** Makes it silent. */
  public Silence silence(long now) {
    silent = true;
    begin(lastHeard);
    return new Silence(lastHeard, now, expectedMs());
  }

  /** Replaces what people say about it. */
  public void describe(Description replacement, long now) {
    description = replacement;
    if (stateSince == NEVER) {
      stateSince = now;
    }
    due = true;
  }

  /** Whether the register must be updated at once. */
  public boolean isNews() {
    return due;
  }

  /**
   * Whether the register must be updated with the next punctuation.
   *
   * @param numberOfMetrics that it has now
   */
  public boolean isUrgent(int numberOfMetrics) {
    return due || (changed && numberOfMetrics != metrics);
  }

  /**
   * Whether the register should be updated, though there is no more to say than that it was heard.
   * These updates become rarer: the next one comes when as much time has passed as between the
   * beginning of the state and the last one, and at the latest after the interval. So a new sensor
   * is soon shown with its latest readings, though it may have begun with those of last week.
   *
   * @param intervalMs between updates of a sensor that has been in its state for long
   */
  public boolean isDue(long now, long intervalMs) {
    return changed && (now - sentAt >= Math.min(intervalMs, sentAt - stateSince) || now < sentAt);
  }

  /** Begins an update and returns its revision, which rises strictly. */
  public long nextRevision(int numberOfMetrics, long now) {
    revision = Math.max(revision + 1, now * 1000);
    metrics = numberOfMetrics;
    sentAt = now;
    changed = false;
    due = false;
    return revision;
  }

  /** Estimated bytes on the heap, without those of the object itself. */
  public long heapBytes() {
    return description.heapBytes();
  }

  /** Writes its stored form. */
  public void write(ByteOutput out) {
    out.putByte((silent ? SILENT : 0) | (changed ? CHANGED : 0) | (due ? DUE : 0));
    out.putVarint(firstHeard).putVarint(lastHeard).putVarint(stateSince);
    out.putVarint(metrics).putVarint(sentAt).putVarint(revision);
    learnt.write(out);
    out.putByte(description.equals(Description.NONE) ? 0 : 1);
    if (!description.equals(Description.NONE)) {
      description.write(out);
    }
  }

  /** Reads its stored form. */
  public void readFrom(ByteInput in) {
    byte flags = in.readByte();
    silent = (flags & SILENT) != 0;
    changed = (flags & CHANGED) != 0;
    due = (flags & DUE) != 0;
    firstHeard = in.readVarint();
    lastHeard = in.readVarint();
    stateSince = in.readVarint();
    metrics = in.readInt();
    sentAt = in.readVarint();
    revision = in.readVarint();
    learnt.readFrom(in);
    if (in.readByte() != 0) {
      description = Description.read(in);
    }
  }
}
