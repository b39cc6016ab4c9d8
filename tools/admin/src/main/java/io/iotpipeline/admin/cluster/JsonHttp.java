package io.iotpipeline.admin.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** JSON over HTTP, as the servers' REST APIs speak it. */
public final class JsonHttp {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private JsonHttp() {}

  /**
   * The body of a successful answer.
   *
   * @throws IOException when there is no answer, or one with a status of 400 and above
   */
  public static String get(String url) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder().GET(), url);
    if (response.statusCode() >= 400) {
      throw new IOException(url + " answers " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }

  public static HttpResponse<String> put(String url, String json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)),
        url);
  }

  /**
   * @throws IOException when there is no answer, or one with a status of 400 and above
   */
  public static void delete(String url) throws IOException, InterruptedException {
    HttpResponse<String> response = send(HttpRequest.newBuilder().DELETE(), url);
    if (response.statusCode() >= 400) {
      throw new IOException(url + " answers " + response.statusCode() + ": " + response.body());
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String url)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.uri(URI.create(url)).timeout(Duration.ofSeconds(30)).build(),
        BodyHandlers.ofString());
  }
}
