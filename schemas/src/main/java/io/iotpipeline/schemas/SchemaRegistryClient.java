package io.iotpipeline.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;

/**
 * The few calls of <a
 * href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent's
 * registry API</a> that the pipeline makes itself. Safe for use by several threads.
 */
public final class SchemaRegistryClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String api;

  SchemaRegistryClient(URI api) {
    this.api = api.toString();
  }

  /**
   * The text of the schema of this id, if the registry has one.
   *
   * @throws RegistryUnavailableException when it cannot be asked
   */
  public Optional<String> schema(int id) {
    HttpResponse<String> response = send("GET", "/schemas/ids/" + Integer.toUnsignedString(id), "");
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    return Optional.of(read(checked(response)).path("schema").asText());
  }

  /**
   * The subjects that have a schema.
   *
   * @throws RegistryUnavailableException when it cannot be asked
   */
  public List<String> subjects() {
    JsonNode names = read(checked(send("GET", "/subjects", "")));
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
  }

  /**
   * Registers a schema under a subject; does nothing when the subject has it already.
   *
   * @return the schema's id
   * @throws IllegalArgumentException when the registry refuses it, with the registry's reason
   * @throws RegistryUnavailableException when it cannot be asked
   */
  public int register(String subject, Schema schema) {
    String body = write(Map.of("schema", schema.toString(), "schemaType", "AVRO"));
    String path = "/subjects/" + encode(subject) + "/versions";
    return read(checked(send("POST", path, body))).path("id").asInt();
  }

  /**
   * Sets which changes of a subject's schema the registry accepts, for example {@code
   * BACKWARD_TRANSITIVE}.
   *
   * @throws RegistryUnavailableException when it cannot be asked
   */
  public void setCompatibility(String subject, String level) {
    checked(send("PUT", "/config/" + encode(subject), write(Map.of("compatibility", level))));
  }

  private HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(TIMEOUT)
            .header("Content-Type", CONTENT_TYPE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailableException("no answer from " + api + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while asking " + api + path, e);
    }
  }

  private static HttpResponse<String> checked(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return response;
    }
    String answer = response.uri() + " answered " + status + ": " + response.body();
    if (status >= 500 || status == 429) {
      throw new RegistryUnavailableException(answer, null);
    }
    throw new IllegalArgumentException(answer);
  }

  private String write(Map<String, String> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode read(HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RegistryUnavailableException(response.uri() + " answered no JSON", e);
    }
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
