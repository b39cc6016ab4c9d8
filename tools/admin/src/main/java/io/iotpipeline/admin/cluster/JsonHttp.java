package io.iotpipeline.admin.cluster;

import io.iotpipeline.schemas.connection.HttpAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends HTTP requests with JSON bodies to REST APIs. A response that refuses the login is an {@link
 * IOException} with the remedy.
 */
public final class JsonHttp {

  /** For servers without login and TLS. */
  public static final JsonHttp OPEN = new JsonHttp(HttpAccess.OPEN);

  private final HttpAccess access;
  private final HttpClient client;

  public JsonHttp(HttpAccess access) {
    this.access = access;
    this.client =
        access.secure(HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5))).build();
  }

  /**
   * Returns the body of a successful response.
   *
   * @throws IOException if there is no response, or its status is 400 or higher
   */
  public String get(String url) throws IOException, InterruptedException {
    return requireSuccess(response(url)).body();
  }

  /** Returns the response, whatever its status. */
  public HttpResponse<String> response(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().GET(), url);
  }

  /** Returns the response, whatever its status. */
  public HttpResponse<String> put(String url, String json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)),
        url);
  }

  /** Sends no body; returns the response, whatever its status. */
  public HttpResponse<String> post(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().POST(BodyPublishers.noBody()), url);
  }

  /**
   * @throws IOException if there is no response, or its status is 400 or higher
   */
  public void delete(String url) throws IOException, InterruptedException {
    requireSuccess(send(HttpRequest.newBuilder().DELETE(), url));
  }

  private static HttpResponse<String> requireSuccess(HttpResponse<String> response)
      throws IOException {
    if (response.statusCode() >= 400) {
      throw new IOException(
          "%s answers %d: %s".formatted(response.uri(), response.statusCode(), response.body()));
    }
    return response;
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String url)
      throws IOException, InterruptedException {
    access.authorization().ifPresent(login -> request.header("Authorization", login));
    HttpResponse<String> response =
        client.send(
            request.uri(URI.create(url)).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofString());
    Optional<String> remedy = access.refusal(response.statusCode());
    if (remedy.isPresent()) {
      throw new IOException(
          "%s answers %d: %s".formatted(url, response.statusCode(), remedy.get()));
    }
    return response;
  }
}
