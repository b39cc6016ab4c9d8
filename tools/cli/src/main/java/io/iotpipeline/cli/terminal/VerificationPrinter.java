package io.iotpipeline.cli.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.iotpipeline.admin.format.TextTable;
import io.iotpipeline.admin.verify.Verification;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a verification for people, as a table and a line per check, or as one JSON object. */
public final class VerificationPrinter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final PrintStream out;

  public VerificationPrinter(PrintStream out) {
    this.out = out;
  }

  public void printText(Verification verification) {
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

  public void printJson(Verification verification) throws JsonProcessingException {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("ok", verification.ok());
    object.put("counts", verification.counts());
    object.put("rejected_by_reason", verification.rejectedByReason());
    object.put("checks", verification.checks());
    out.println(JSON.writeValueAsString(object));
  }
}
