package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The description that the API serves, which every answer of the tests has to follow. */
final class OpenApi {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String LOCATION = "https://api/openapi.json";

  private final JsonNode description;
  private final JsonSchemaFactory schemas;

  OpenApi() {
    try (InputStream in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      description = new YAMLMapper().readTree(in);
      String json = MAPPER.writeValueAsString(description);
      schemas =
          JsonSchemaFactory.getInstance(
              SpecVersion.VersionFlag.V202012,
              builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(LOCATION, json))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    description.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** Names of the parameters in the query of a path. */
  List<String> parameters(String path) {
    List<String> names = new ArrayList<>();
    description
        .path("paths")
        .path(path)
        .path("get")
        .path("parameters")
        .forEach(each -> names.add(resolved(each).path("name").asText()));
    return names;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** The described path that a path of a client is of. */
  private Optional<String> pattern(String path) {
    return paths().stream()
        .filter(each -> path.matches(each.replace("{id}", "[^/]*").replace(".", "\\.")))
        .findFirst();
  }

  /** Fails unless path, status, headers and body are described. */
  void check(String method, String path, int status, HttpHeaders headers, String body) {
    Optional<String> pattern = pattern(path);
    if (pattern.isEmpty()) {
      return;
    }
    String pathPointer = "/paths/" + pattern.get().replace("~", "~0").replace("/", "~1");
    // Of a method that a path does not have, the refusal is that of its others.
    String operation = method.toLowerCase(Locale.ROOT);
    if (description.at(pathPointer + "/" + operation).isMissingNode()) {
      operation = "get";
    }
    String responsePointer = "%s/%s/responses/%d".formatted(pathPointer, operation, status);
    JsonNode response = description.at(responsePointer);
    assertThat(response.isMissingNode())
        .as("%s with %d is not described", pattern.get(), status)
        .isFalse();
    JsonNode answer = resolved(response);
    answer
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            header ->
                assertThat(headers.firstValue(header))
                    .as("%s %d: header %s", path, status, header)
                    .isPresent());
    String type = headers.firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    assertThat(answer.path("content").has(type)).as("%s: type %s", path, type).isTrue();
    if (type.equals("application/json")) {
      String at =
          response.has("$ref") ? response.path("$ref").asText().substring(1) : responsePointer;
      check(path, at + "/content/application~1json/schema", body);
    }
  }

  private void check(String path, String pointer, String body) {
    JsonSchema schema =
        schemas.getSchema(
            SchemaLocation.of(LOCATION + "#" + pointer.replace("{", "%7B").replace("}", "%7D")));
    try {
      assertThat(schema.validate(MAPPER.readTree(body))).as("%s: %s", path, body).isEmpty();
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }
}
