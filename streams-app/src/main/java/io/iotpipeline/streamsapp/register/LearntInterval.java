package io.iotpipeline.streamsapp.register;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;

/**
 * Learns the longest time that usually passes between two events: the longest gap so far, which
 * halves in a day unless a gap is as long again. It is a peak detector with an exponential decay,
 * as level meters have it (IEC 60268-10), in the place of the estimate of W. Chen, S. Toueg, M. K.
 * Aguilera, "On the quality of service of failure detectors", IEEE Transactions on Computers 51
 * (2002): the time of the last sign of life and a bound after it.
 *
 * <p>Means and deviations, as for round-trip times (RFC 6298), are of no use here: devices that
 * collect readings and upload them at once have very short gaps and few long ones.
 */
final class LearntInterval {

  private static final double HALF_LIFE_MS = 24 * 60 * 60 * 1000;

  /** Events within a second are one sign of life. */
  private static final long MIN_GAP_MS = 1_000;

  /** Gaps before an interval is known. */
  private static final int MIN_GAPS = 10;

  private long longestMs;
  private long at;
  private long lastSignAt;
  private int gaps;

  /**
   * Records a sign of life.
   *
   * @param time ms since 1970-01-01T00:00:00Z
   * @param minGapMs what the gap before it counts at least, in ms: readings of the past are
   *     uploaded faster than they were measured
   * @param maxGapMs what the gap before it counts at most, in ms
   */
  void heard(long time, long minGapMs, long maxGapMs) {
    long gap = time - lastSignAt;
    if (lastSignAt != 0 && gap < MIN_GAP_MS) {
      return;
    }
    if (lastSignAt != 0) {
      add(Math.min(Math.max(gap, minGapMs), maxGapMs), time);
    }
    lastSignAt = time;
  }

  private void add(long gapMs, long end) {
    gaps = Math.min(MIN_GAPS, gaps + 1);
    if (gapMs >= longestAt(end)) {
      longestMs = gapMs;
      at = end;
    }
  }

  /**
   * The interval in ms; 0 if it is not known.
   *
   * @param time ms since 1970-01-01T00:00:00Z
   */
  long at(long time) {
    return gaps < MIN_GAPS ? 0 : Math.max(MIN_GAP_MS, (long) longestAt(time));
  }

  private double longestAt(long time) {
    return longestMs * Math.pow(2, -Math.max(0, time - at) / HALF_LIFE_MS);
  }

  void write(ByteOutput out) {
    out.putVarint(longestMs).putVarint(at).putVarint(lastSignAt).putVarint(gaps);
  }

  void readFrom(ByteInput in) {
    longestMs = in.readVarint();
    at = in.readVarint();
    lastSignAt = in.readVarint();
    gaps = in.readInt();
  }
}
