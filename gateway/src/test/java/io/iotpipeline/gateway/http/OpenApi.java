package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** The description that the gateway serves, which every answer of the tests has to follow. */
final class OpenApi {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LOCATION = "https://gateway/openapi.json";

  private final JsonNode description;
  private final JsonSchemaFactory schemas;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.json")) {
      String text = new String(in.readAllBytes(), UTF_8);
      description = MAPPER.readTree(text);
      schemas =
          JsonSchemaFactory.getInstance(
              SpecVersion.VersionFlag.V202012,
              builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, text))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails unless path, method, status, headers and body are described. */
  void check(String method, String path, int status, HttpHeaders headers, String body) {
    JsonNode operation = operation(method, path, status);
    JsonNode answer = operation.path("responses").path(Integer.toString(status));
    assertThat(answer.isMissingNode())
        .as("%s %s with %d is not described", method, path, status)
        .isFalse();
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                assertThat(headers.firstValue(header.getKey()))
                    .as("%s %s %d: header %s", method, path, status, header.getKey())
                    .isPresent());
    checkBody(method, path, status, headers, body, answer);
  }

  /** An unknown method answers as the path's own. */
  private JsonNode operation(String method, String path, int status) {
    JsonNode methods = description.path("paths").path(path);
    JsonNode operation = methods.path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode() && status == 405) {
      Iterator<JsonNode> any = methods.elements();
      return any.next();
    }
    return operation;
  }

  private void checkBody(
      String method, String path, int status, HttpHeaders headers, String body, JsonNode answer) {
    Iterator<Map.Entry<String, JsonNode>> contents = answer.path("content").properties().iterator();
    if (!contents.hasNext()) {
      assertThat(body).as("%s %s %d has no body", method, path, status).isEmpty();
      return;
    }
    String type = contents.next().getKey();
    assertThat(headers.firstValue("Content-Type").orElse("")).startsWith(type);
    if (!type.equals("application/json")) {
      return;
    }
    String pointer =
        "/paths/%s/%s/responses/%d/content/application~1json/schema"
            .formatted(
                path.replace("~", "~0").replace("/", "~1"),
                method.toLowerCase(Locale.ROOT),
                status);
    String used = description.at(pointer).isMissingNode() ? pointerOf405(path) : pointer;
    JsonSchema schema = schemas.getSchema(SchemaLocation.of(LOCATION + "#" + used));
    try {
      assertThat(schema.validate(MAPPER.readTree(body)))
          .as("%s %s %d: %s", method, path, status, body)
          .isEmpty();
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  private String pointerOf405(String path) {
    String method = description.path("paths").path(path).fieldNames().next();
    return "/paths/%s/%s/responses/405/content/application~1json/schema"
        .formatted(path.replace("/", "~1"), method);
  }
}
