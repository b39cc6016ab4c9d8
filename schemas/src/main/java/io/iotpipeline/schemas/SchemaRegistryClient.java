package io.iotpipeline.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.iotpipeline.schemas.connection.HttpAccess;
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
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;

/**
 * A client for the part of <a
 * href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">Confluent's
 * Schema Registry API</a> that the pipeline uses directly. Thread-safe.
 */
public final class SchemaRegistryClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final HttpAccess access;
  private final String api;
  private final SchemaIdLister idLister = new SchemaIdLister(this::get);

  SchemaRegistryClient(URI api, HttpAccess access) {
    this.api = api.toString();
    this.access = access;
    this.http = access.secure(HttpClient.newBuilder().connectTimeout(TIMEOUT)).build();
  }

  /**
   * Returns the schema with this id as JSON text, or empty if the registry does not have it.
   *
   * @throws RegistryUnavailableException if the registry gives no valid response
   */
  public Optional<String> schema(int id) {
    HttpResponse<String> response = send("GET", "/schemas/ids/" + Integer.toUnsignedString(id), "");
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    return Optional.of(read(requireSuccess(response)).path("schema").asText());
  }

  /**
   * Returns the ids of all schemas; empty if the registry refuses to list them, or has too many
   * subjects to list them with a request for each. Schemas of other contexts or groups than the
   * default one are not listed.
   *
   * @throws RegistryUnavailableException if the registry gives no valid response
   */
  public Optional<Set<Integer>> ids() {
    return idLister.list();
  }

  /**
   * Returns the subjects that have a schema.
   *
   * @throws RegistryUnavailableException if the registry gives no valid response
   */
  public List<String> subjects() {
    JsonNode names = read(requireSuccess(send("GET", "/subjects", "")));
    return StreamSupport.stream(names.spliterator(), false).map(JsonNode::asText).toList();
  }

  /**
   * Registers a schema under a subject. Has no effect if the subject already has it.
   *
   * @return the id of the schema
   * @throws IllegalArgumentException if the registry rejects the schema; contains its response
   * @throws RegistryUnavailableException if the registry gives no valid response
   */
  public int register(String subject, Schema schema) {
    String body = write(Map.of("schema", schema.toString(), "schemaType", "AVRO"));
    String path = "/subjects/" + encode(subject) + "/versions";
    return read(requireSuccess(send("POST", path, body))).path("id").asInt();
  }

  /**
   * Sets the compatibility level of a subject, for example {@code BACKWARD_TRANSITIVE}.
   *
   * @throws RegistryUnavailableException if the registry gives no valid response
   */
  public void setCompatibility(String subject, String level) {
    requireSuccess(
        send("PUT", "/config/" + encode(subject), write(Map.of("compatibility", level))));
  }

  /** The response to a GET request; empty if the registry refuses the request. */
  private Optional<JsonNode> get(String path) {
    HttpResponse<String> response = send("GET", path, "");
    boolean refused =
        response.statusCode() >= 300 && response.statusCode() < 500 && response.statusCode() != 429;
    return refused ? Optional.empty() : Optional.of(read(requireSuccess(response)));
  }

  private HttpResponse<String> send(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(TIMEOUT)
            .header("Content-Type", CONTENT_TYPE)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    access.authorization().ifPresent(login -> request.header("Authorization", login));
    try {
      return requireLogin(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new RegistryUnavailableException("no response from " + api + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while waiting for " + api + path, e);
    }
  }

  private HttpResponse<String> requireLogin(HttpResponse<String> response) {
    // Who may read a schema may not be allowed to list them.
    return response.statusCode() == 403 ? response : requireAccess(response);
  }

  private HttpResponse<String> requireAccess(HttpResponse<String> response) {
    int status = response.statusCode();
    access
        .refusal(status)
        .ifPresent(
            remedy -> {
              throw new RegistryRefusalException(
                  response.uri() + " responded with status " + status + ": " + remedy);
            });
    return response;
  }

  private HttpResponse<String> requireSuccess(HttpResponse<String> response) {
    int status = requireAccess(response).statusCode();
    if (status >= 200 && status < 300) {
      return response;
    }
    String message = response.uri() + " responded with status " + status + ": " + response.body();
    if (status >= 500 || status == 429) {
      throw new RegistryUnavailableException(message, null);
    }
    throw new IllegalArgumentException(message);
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
      throw new RegistryUnavailableException(response.uri() + " responded with invalid JSON", e);
    }
  }

  static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}
