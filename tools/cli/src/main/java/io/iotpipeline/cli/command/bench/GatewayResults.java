package io.iotpipeline.cli.command.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.benchmarks.ComparisonTable;
import io.iotpipeline.benchmarks.ComparisonTable.Figure;
import io.iotpipeline.benchmarks.gateway.LoadResult;
import io.iotpipeline.benchmarks.gateway.Protocol;
import io.iotpipeline.benchmarks.gateway.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of the gateway benchmark: a table for people, and JSON for programs. */
final class GatewayResults {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final List<Map<String, Object>> scenarios = new ArrayList<>();

  /**
   * Adds the runs under one load.
   *
   * @param programs the runs of each program; the first is the one that the others are compared
   *     with
   * @return their table
   */
  ComparisonTable<LoadResult> add(Scenario load, Map<String, List<LoadResult>> programs) {
    Map<String, Object> scenario = new LinkedHashMap<>();
    scenario.put("protocol", load.protocol().toString());
    scenario.put("batch", load.batch());
    scenario.put("connections", load.connections());
    scenario.put("programs", programs);
    scenarios.add(scenario);
    List<Figure<LoadResult>> figures =
        new ArrayList<>(
            List.of(
                new Figure<>("EVENTS/S", LoadResult::perSecond),
                new Figure<>("PER CPU-S", LoadResult::perCpuSecond),
                new Figure<>("CPU %", result -> 100 * result.serverCores(), false),
                new Figure<>("BROKER %", result -> 100 * result.brokerCores(), false),
                new Figure<>("LOAD %", result -> 100 * result.loadCores(), false),
                new Figure<>("P50 MS", LoadResult::medianMs, false),
                new Figure<>("P99 MS", LoadResult::p99Ms, false)));
    if (load.protocol() == Protocol.MQTT) {
      figures.add(new Figure<>("HEAP B", LoadResult::heapBytes, false));
      figures.add(new Figure<>("RSS B", LoadResult::residentBytes, false));
    }
    ComparisonTable<LoadResult> table =
        new ComparisonTable<>(figures, "OF BARE", programs.values().iterator().next());
    programs.forEach(table::add);
    return table;
  }

  /** An array with an object for each load. */
  String json() throws JsonProcessingException {
    return JSON.writeValueAsString(scenarios);
  }
}
