package io.iotpipeline.admin.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends HTTP requests with JSON bodies to REST APIs. */
public final class JsonHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private JsonHttp() {}

  /**
   * Returns the body of a successful response.
   *
   * @throws IOException if there is no response, or its status is 400 or higher
   */
  public static String get(String url) throws IOException, InterruptedException {
    return requireSuccess(response(url)).body();
  }

  /** Returns the response, whatever its status. */
  public static HttpResponse<String> response(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().GET(), url);
  }

  /** Returns the response, whatever its status. */
  public static HttpResponse<String> put(String url, String json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)),
        url);
  }

  /** Sends no body; returns the response, whatever its status. */
  public static HttpResponse<String> post(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().POST(BodyPublishers.noBody()), url);
  }

  /**
   * @throws IOException if there is no response, or its status is 400 or higher
   */
  public static void delete(String url) throws IOException, InterruptedException {
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

  private static HttpResponse<String> send(HttpRequest.Builder request, String url)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.uri(URI.create(url)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }
}
