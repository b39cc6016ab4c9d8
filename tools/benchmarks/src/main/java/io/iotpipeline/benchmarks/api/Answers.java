package io.iotpipeline.benchmarks.api;

import io.iotpipeline.benchmarks.pipeline.Latencies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answers to one {@link Question}. Not thread-safe. */
public final class Answers {

  private static final String OK = "200";

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<Long> nanos = new ArrayList<>();

  /**
   * @param outcome status, or why there is none
   * @param time from the request to the end of the answer, nanoseconds
   */
  void add(String outcome, long time) {
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome.equals(OK)) {
      nanos.add(time);
    }
  }

  /** Number of answers by status; connections that failed by their error. */
  public Map<String, Integer> outcomes() {
    return outcomes;
  }

  /**
   * Times of the answers with status 200.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Latencies latencies() {
    return new Latencies(nanos);
  }
}
