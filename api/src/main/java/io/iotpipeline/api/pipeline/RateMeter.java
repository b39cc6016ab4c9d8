package io.iotpipeline.api.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Rates of counts that were sampled, over the last seconds. Not thread-safe. */
final class RateMeter {

  private static final long WINDOW_NANOS = Duration.ofSeconds(12).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;

  /** Topics, groups and reasons; names that are no longer sampled stay. */
  private static final int MAX_SERIES = 1_000;

  private final Map<String, Deque<Sample>> series = new HashMap<>();

  private record Sample(long nanos, long count) {}

  /** Adds a sample, and returns the rate per second; 0 with one sample. */
  double rate(String name, long nanos, long count) {
    if (!series.containsKey(name) && series.size() >= MAX_SERIES) {
      return 0;
    }
    Deque<Sample> samples = series.computeIfAbsent(name, key -> new ArrayDeque<>());
    if (!samples.isEmpty() && count < samples.getLast().count()) {
      samples.clear(); // the topic was made anew, or offsets were moved
    }
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    double seconds = (nanos - first.nanos()) / NANOS_PER_SECOND;
    return seconds <= 0 ? 0 : (count - first.count()) / seconds;
  }
}
