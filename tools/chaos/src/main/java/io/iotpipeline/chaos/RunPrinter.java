package io.iotpipeline.chaos;

import io.iotpipeline.chaos.load.HostileCounts;
import io.iotpipeline.chaos.report.ChaosReport;
import io.iotpipeline.chaos.schedule.Schedule;
import io.iotpipeline.chaos.stack.ChaosStack;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints what a run is about to do, and what came of it. */
final class RunPrinter {

  private final ChaosOptions options;
  private final ChaosStack stack;
  private final PrintStream out;

  RunPrinter(ChaosOptions options, ChaosStack stack, PrintStream out) {
    this.options = options;
    this.stack = stack;
    this.out = out;
  }

  /** Versions, and what this machine can do. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("java", Runtime.version().toString());
    environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    environment.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    environment.put(
        "kafka", versionIn(stack.config().artifacts().kafkaClassPath(), "kafka-clients"));
    environment.put(
        "cassandra", versionIn(stack.config().artifacts().cassandraClassPath(), "cassandra-all"));
    environment.put(
        "small_disk",
        stack.abilities().namespace().map(each -> String.join(" ", each)).orElse("not possible"));
    environment.put(
        "clock_steps",
        stack
            .abilities()
            .clockLibrary()
            .map(each -> each.library().toString())
            .orElse("not possible"));
    return environment;
  }

  /** The version of a library, by the name of its jar. */
  private static String versionIn(String classPath, String library) {
    Matcher jar = Pattern.compile(Pattern.quote(library) + "-([^/]+)\\.jar").matcher(classPath);
    return jar.find() ? jar.group(1) : "unknown";
  }

  void plan(Schedule schedule) {
    out.println("chaos " + options.text());
    environment().forEach((what, value) -> out.printf("  %-12s %s%n", what, value));
    out.println("  home         " + stack.config().home());
    out.println("Schedule of seed " + options.seed() + ":");
    schedule
        .faults()
        .forEach(
            each -> out.printf("%7.1f s  #%d %s%n", each.atMs() / 1e3, each.number(), each.text()));
    if (schedule.faults().isEmpty()) {
      out.println("  no faults");
    }
    out.println();
  }

  void result(ChaosReport report, Path file) {
    out.println();
    Map<String, HostileCounts> hostile = report.hostile();
    hostile.forEach(
        (kind, each) ->
            out.printf(
                "hostile %-16s sent %d, acknowledged %d, refused %d, unknown %d, uncommitted %d%n",
                kind,
                each.sent(),
                each.acknowledged(),
                each.refused(),
                each.unknown(),
                each.uncommitted()));
    report
        .checks()
        .forEach(
            each ->
                out.printf(
                    "%-6s %s: %s%n", each.ok() ? "ok" : "FAILED", each.name(), each.detail()));
    options
        .sabotage()
        .ifPresent(
            each ->
                out.printf(
                    "sabotage %s was %s%n",
                    each.option(), report.ok() ? "NOT NOTICED" : "noticed"));
    out.println("Report: " + file);
    out.printf("chaos %s, seed %d%n", report.ok() ? "ok" : "FAILED", report.seed());
  }
}
