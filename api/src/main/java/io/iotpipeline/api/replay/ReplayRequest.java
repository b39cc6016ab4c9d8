package io.iotpipeline.api.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.format.TextEscaper;
import io.iotpipeline.admin.quarantine.QuarantineFilter;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.schemas.RejectionReason;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rejected records to replay. The fields are the options of {@code ./pipeline quarantine
 * replay}.
 *
 * @param sensor only records with this key, a text
 * @param since only records that were rejected at or after this time
 * @param again also records that were replayed before and rejected again
 * @param dryRun count, and write nothing
 */
public record ReplayRequest(
    RejectionReason reason,
    Optional<String> sensor,
    Optional<Instant> since,
    boolean again,
    boolean dryRun) {

  private static final Set<String> FIELDS = Set.of("reason", "sensor", "since", "again", "dry_run");

  /**
   * @throws ProblemException if it is not a request; says what is expected
   */
  public static ReplayRequest parse(byte[] body) {
    JsonNode json;
    try {
      json = Json.read(body);
    } catch (IOException e) {
      throw ProblemException.badRequest("the body is not JSON");
    }
    if (json == null || !json.isObject()) {
      throw ProblemException.badRequest(
          "the body is not a JSON object, such as {\"reason\": \"UNKNOWN_METRIC\"}");
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw ProblemException.badRequest(
            "unknown field " + Parameters.shown(name) + "; expected " + new TreeSet<>(FIELDS));
      }
    }
    return new ReplayRequest(
        text(json, "reason")
            .flatMap(ReplayRequest::reason)
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        "reason: expected one of " + Arrays.toString(RejectionReason.values()))),
        text(json, "sensor"),
        text(json, "since").map(text -> Parameters.instant("since", text)),
        flag(json, "again"),
        flag(json, "dry_run"));
  }

  private static Optional<RejectionReason> reason(String name) {
    return Arrays.stream(RejectionReason.values())
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  private static Optional<String> text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw ProblemException.badRequest(name + ": expected a text");
    }
    // A half of a pair of surrogates is in no key, and JSON cannot carry it everywhere.
    return Optional.of(new String(value.textValue().getBytes(UTF_8), UTF_8));
  }

  private static boolean flag(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw ProblemException.badRequest(name + ": expected true or false");
    }
    return value.booleanValue();
  }

  /** What the verb makes of its options. */
  QuarantineFilter filter() {
    return new QuarantineFilter(
        Set.of(reason),
        sensor.map(text -> TextEscaper.hex(text.getBytes(UTF_8))).orElse(null),
        since.orElse(null));
  }

  void addTo(ObjectNode json) {
    json.put("reason", reason.name());
    json.put("sensor", sensor.orElse(null));
    json.put("since", since.map(Json::time).orElse(null));
    json.put("again", again).put("dry_run", dryRun);
  }
}
