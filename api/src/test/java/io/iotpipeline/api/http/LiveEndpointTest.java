package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.live.Stream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveEndpointTest {

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private InputStream follow(String query) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        api.client()
            .send(
                api.request("/v1/live?" + query).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return response.body();
  }

  @Test
  void events_reach_those_who_follow_them() throws IOException, InterruptedException {
    try (BufferedReader events =
        new BufferedReader(new InputStreamReader(follow("stream=readings&sensor=a"), UTF_8))) {
      assertThat(events.readLine()).isEqualTo(": ping");
      api.hub.publish(Stream.ALERTS, "a", Json::object);
      api.hub.publish(Stream.READINGS, "a", () -> Json.object().put("n", 1));

      assertThat(events.readLine()).isEmpty();
      assertThat(events.readLine()).isEqualTo("event: reading");
      assertThat(events.readLine()).isEqualTo("data: {\"n\":1}");
    }
  }

  @Test
  void clients_that_go_make_room_for_others() throws IOException, InterruptedException {
    InputStream first = follow("stream=alerts");
    InputStream second = follow("stream=alerts");
    assertThat(api.get("/v1/live?stream=alerts").statusCode()).isEqualTo(503);

    first.close();

    await()
        .until(
            () -> {
              api.hub.publish(Stream.ALERTS, "a", Json::object);
              return api.metrics.scrape().contains("iot_api_live_clients 1.0");
            });
    second.close();
  }

  @Test
  void a_client_that_does_not_read_takes_bounded_memory_and_the_others_go_on()
      throws IOException, InterruptedException {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), api.server.port());
        BufferedReader events =
            new BufferedReader(new InputStreamReader(follow("stream=alerts"), UTF_8))) {
      silent
          .getOutputStream()
          .write(
              "GET /v1/live?stream=quarantine HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(UTF_8));
      await().until(() -> api.metrics.scrape().contains("iot_api_live_clients 2.0"));
      String text = "x".repeat(10_000);
      await()
          .until(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  api.hub.publish(Stream.QUARANTINE, "a", () -> Json.object().put("t", text));
                }
                return api.metrics.scrape().contains("iot_api_live_dropped_total");
              });

      api.hub.publish(Stream.ALERTS, "a", () -> Json.object().put("n", 1));
      String line = events.readLine();
      while (!line.startsWith("data: ")) {
        line = events.readLine();
      }
      assertThat(line).isEqualTo("data: {\"n\":1}");
    }
  }
}
