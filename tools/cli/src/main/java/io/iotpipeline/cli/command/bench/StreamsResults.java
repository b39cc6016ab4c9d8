package io.iotpipeline.cli.command.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.benchmarks.ComparisonTable;
import io.iotpipeline.benchmarks.ComparisonTable.Figure;
import io.iotpipeline.benchmarks.streams.DrainResult;
import io.iotpipeline.benchmarks.streams.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of the streams benchmark: a table for people, and JSON for programs. */
final class StreamsResults {

  /** The program that the others are compared with. */
  static final String BARE_COPY = "bare copy";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final List<Map<String, Object>> scenarios = new ArrayList<>();

  /**
   * Adds the runs on one workload.
   *
   * @param programs the runs of each program
   * @return their table
   */
  ComparisonTable<DrainResult> add(Workload workload, Map<String, List<DrainResult>> programs) {
    Map<String, Object> scenario = new LinkedHashMap<>();
    scenario.put("events", workload.events());
    scenario.put("sensors", workload.sensors());
    scenario.put("metrics", workload.metrics());
    scenario.put("span_seconds", workload.span().toSeconds());
    scenario.put("late", workload.late());
    scenario.put("programs", programs);
    scenarios.add(scenario);
    double events = workload.events();
    ComparisonTable<DrainResult> table =
        new ComparisonTable<>(
            List.of(
                new Figure<>("EVENTS/S", result -> result.whole().perSecond(), false),
                new Figure<>("PER CPU-S", result -> result.whole().perCpuSecond()),
                new Figure<>("WARM", result -> result.secondHalf().perCpuSecond(), false),
                new Figure<>("BROKER S", DrainResult::brokerCpuSeconds, false),
                new Figure<>("LOG B", result -> result.changelogBytes() / events, false),
                new Figure<>("ALL B", result -> result.allBytes() / events, false)),
            "OF COPY",
            programs.get(BARE_COPY));
    programs.forEach(table::add);
    return table;
  }

  /** An array with an object for each workload. */
  String json() throws JsonProcessingException {
    return JSON.writeValueAsString(scenarios);
  }
}
