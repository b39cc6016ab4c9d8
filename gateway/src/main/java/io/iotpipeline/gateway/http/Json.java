package io.iotpipeline.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.iotpipeline.gateway.admission.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes answers in JSON. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Bounds the answers that wait for clients that do not read them. */
  static final int MAX_REJECTED = 1_000;

  private static final int MAX_ERROR = 300;

  private Json() {}

  /** What is written into an object. */
  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String object(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into a string
    }
    return text.toString();
  }

  /**
   * @param namesAndValues name, value, name, value
   */
  static String object(String... namesAndValues) {
    return object(
        json -> {
          for (int i = 0; i < namesAndValues.length; i += 2) {
            json.writeStringField(namesAndValues[i], namesAndValues[i + 1]);
          }
        });
  }

  static String accepted(int events) {
    return "{\"accepted\":" + events + '}';
  }

  static String rejected(Outcome outcome) {
    return object(
        json -> {
          json.writeNumberField("accepted", outcome.accepted());
          json.writeArrayFieldStart("rejected");
          int listed = Math.min(MAX_REJECTED, outcome.rejected().size());
          for (Outcome.Rejected each : outcome.rejected().subList(0, listed)) {
            String error = each.error();
            json.writeStartObject();
            json.writeNumberField("index", each.index());
            json.writeStringField(
                "error", error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR) + "…");
            json.writeBooleanField("quarantined", each.cause() == Outcome.Cause.UNREADABLE);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (outcome.rejected().size() > listed) {
            json.writeNumberField("more_rejected", outcome.rejected().size() - listed);
          }
        });
  }
}
