package io.iotpipeline.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.admin.verify.SettledVerification;
import io.iotpipeline.admin.verify.Verification;
import io.iotpipeline.cli.context.Context;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks that nothing was lost and nothing counted twice. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Counts topics and tables and checks: input = validated + rejected; validated ids = rows of",
      "sensor_events; every row of hourly_aggregates = what is recomputed from sensor_events;",
      "alerts of sensor-alerts = rows of sensor_alerts.",
      "Waits for the pipeline to come to rest first. Exit code 0 when all holds, else 1."
    })
public final class VerifyCommand implements Callable<Integer> {

  private final Context context;

  @Option(
      names = "--wait",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long to wait for records on their way (default ${DEFAULT-VALUE}).")
  private long waitSeconds;

  @Option(names = "--json", description = "One JSON object, with \"ok\".")
  private boolean json;

  public VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Verification verification =
        new SettledVerification(context.pipeline(), context::requireAllNodes, context.err())
            .verify(Duration.ofSeconds(waitSeconds));
    if (json) {
      printJson(verification);
    } else {
      print(verification, context.out());
    }
    return verification.ok() ? 0 : 1;
  }

  static void print(Verification verification, PrintStream out) {
    TextTable counts = new TextTable(List.of("WHAT", "COUNT"));
    verification.counts().forEach((what, count) -> counts.add(List.of(what, count.toString())));
    verification
        .rejectedByReason()
        .forEach((reason, count) -> counts.add(List.of("  rejected: " + reason, "" + count)));
    counts.print(out);
    out.println();
    verification
        .checks()
        .forEach(
            check ->
                out.printf(
                    "%-6s %s: %s%n", check.ok() ? "ok" : "FAILED", check.name(), check.detail()));
    out.println(verification.ok() ? "verify ok" : "verify FAILED");
  }

  private void printJson(Verification verification) throws JsonProcessingException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("ok", verification.ok());
    object.put("counts", verification.counts());
    object.put("rejected_by_reason", verification.rejectedByReason());
    object.put("checks", verification.checks());
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    context.out().println(mapper.writeValueAsString(object));
  }
}
