package io.iotpipeline.producer.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer of the gateway to a message with events.
 *
 * @param retryAfter how long the gateway asks to wait
 * @param rejected what was not accepted, by its index in the message; empty if all was, or if the
 *     answer is for the whole message
 */
record HttpAnswer(int status, String body, Duration retryAfter, Map<Integer, Rejection> rejected) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @param quarantined whether Kafka has it, as something that is not an event
   */
  record Rejection(String error, boolean quarantined) {}

  static HttpAnswer of(HttpResponse<String> response) {
    long seconds = 0;
    try {
      seconds = Long.parseLong(response.headers().firstValue("Retry-After").orElse("0"));
    } catch (NumberFormatException e) {
      // a date, which this gateway does not send
    }
    return new HttpAnswer(
        response.statusCode(),
        response.body(),
        Duration.ofSeconds(Math.max(0, Math.min(seconds, Backoff.LONGEST.toSeconds()))),
        rejected(response.body()));
  }

  /** Whether the same message may be accepted later. */
  boolean isTemporary() {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** Whether Kafka has what is to be kept, and {@link #rejected} has the rest. */
  boolean isFinal() {
    return status / 100 == 2 || !rejected.isEmpty();
  }

  String problem() {
    return "HTTP " + status + ": " + (body.length() <= 300 ? body : body.substring(0, 300) + "…");
  }

  private static Map<Integer, Rejection> rejected(String body) {
    Map<Integer, Rejection> rejected = new HashMap<>();
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("rejected") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            add(json, rejected);
          }
        } else {
          json.skipChildren();
        }
      }
      return rejected;
    } catch (IOException notOfTheGateway) {
      return Map.of();
    }
  }

  private static void add(JsonParser json, Map<Integer, Rejection> rejected) throws IOException {
    int index = -1;
    String error = "";
    boolean quarantined = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "index" -> index = json.getIntValue();
        case "error" -> error = json.getText();
        case "quarantined" -> quarantined = json.getBooleanValue();
        default -> json.skipChildren();
      }
    }
    rejected.put(index, new Rejection(error, quarantined));
  }
}
