package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {

  private static HttpResponse<String> get(ApiFixture api, String path, String authorization) {
    return api.send(api.request(path).header("Authorization", authorization));
  }

  @Test
  void with_a_token_everything_of_v1_needs_it() {
    try (ApiFixture api = new ApiFixture(Map.of("http.read.token", "secret"))) {
      for (String path :
          List.of("/v1/sensors", "/v1/sensors/a", "/v1/live?stream=alerts", "/v1/pipeline")) {
        assertThat(api.get(path).statusCode()).as(path).isEqualTo(401);
        assertThat(get(api, path, "Bearer wrong").statusCode()).as(path).isEqualTo(401);
        assertThat(get(api, path, "Basic secret").statusCode()).as(path).isEqualTo(401);
      }
      assertThat(get(api, "/v1/sensors", "bearer secret").statusCode()).isEqualTo(200);
      assertThat(api.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(api.get("/openapi.yaml").statusCode()).isEqualTo(200);
      assertThat(api.get("/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metrics_have_a_token_of_their_own() {
    try (ApiFixture api =
        new ApiFixture(Map.of("http.read.token", "secret", "http.metrics.token", "other"))) {
      assertThat(get(api, "/metrics", "Bearer secret").statusCode()).isEqualTo(401);
      assertThat(get(api, "/metrics", "Bearer other").body()).contains("iot_api_connections");
    }
  }
}
