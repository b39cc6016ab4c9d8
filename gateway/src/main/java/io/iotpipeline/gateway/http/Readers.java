package io.iotpipeline.gateway.http;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.json.JsonEvents;
import io.iotpipeline.gateway.line.LineEvents;
import io.iotpipeline.gateway.line.Precision;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the paths for events take. */
final class Readers {

  private static final Set<String> JSON =
      Set.of("application/json", "application/x-ndjson", "application/ndjson");

  private Readers() {}

  static EventEndpoint.Reader json() {
    return new EventEndpoint.Reader() {
      @Override
      public void check(HttpServerRequest request) {
        if (!JSON.contains(contentType(request))) {
          throw new RequestException(
              415, "unknown Content-Type; expected application/json or application/x-ndjson");
        }
      }

      @Override
      public Batch read(HttpServerRequest request, byte[] body) {
        return JsonEvents.read(body, null);
      }
    };
  }

  private static String contentType(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    if (type == null) {
      return "";
    }
    int parameters = type.indexOf(';');
    String name = parameters < 0 ? type : type.substring(0, parameters);
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * @param precisions the names of precisions
   */
  static EventEndpoint.Reader lines(
      LineEvents lines, Function<String, Optional<Precision>> precisions) {
    return new EventEndpoint.Reader() {
      @Override
      public void check(HttpServerRequest request) {
        var unused = precision(request);
      }

      @Override
      public Batch read(HttpServerRequest request, byte[] body) {
        return lines.read(body, precision(request));
      }

      private Precision precision(HttpServerRequest request) {
        String name = request.getParam("precision", "");
        return precisions
            .apply(name)
            .orElseThrow(() -> new RequestException(400, "unknown precision"));
      }
    };
  }
}
