package io.iotpipeline.integration.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/** A device that sends over HTTP. */
final class HttpDevice {

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final GatewayAddress gateway;

  HttpDevice(GatewayAddress gateway) {
    this.gateway = gateway;
  }

  /**
   * @param headers names and values in turn
   */
  HttpResponse<String> post(String path, byte[] body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.http().resolve(path))
            .timeout(Duration.ofSeconds(35))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> json(String body) throws IOException, InterruptedException {
    return post(
        "/v1/events", body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
  }

  /** As Telegraf's output influxdb_v2 sends a batch. */
  HttpResponse<String> telegraf(byte[] gzip) throws IOException, InterruptedException {
    return post(
        "/api/v2/write?bucket=iot&org=iot",
        gzip,
        "Content-Type",
        "text/plain; charset=utf-8",
        "Content-Encoding",
        "gzip",
        "User-Agent",
        "Telegraf/1.28.5 Go/1.20.10",
        "Authorization",
        "Token ");
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return packed.toByteArray();
  }
}
