package io.iotpipeline.api.answer;

/**
 * A range of time, in ms since 1970-01-01T00:00:00Z.
 *
 * @param fromMs inclusive
 * @param toMs exclusive
 */
public record TimeRange(long fromMs, long toMs) {

  public boolean contains(long timeMs) {
    return timeMs >= fromMs && timeMs < toMs;
  }
}
