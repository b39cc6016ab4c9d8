package io.iotpipeline.streamsapp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.AccessConfig;
import io.iotpipeline.streamsapp.access.HttpSecurity;
import io.iotpipeline.streamsapp.access.TestCertificate;
import io.iotpipeline.streamsapp.limits.HttpLimits;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which token opens which path. */
@Timeout(60)
class TokenTest {

  private static final String LATEST = "/sensors/a/latest";

  private TestInstance instance;

  private void start(String read, String metrics) {
    start(HttpLimits.DEFAULT, read, metrics);
  }

  private void start(HttpLimits limits, String read, String metrics) {
    instance =
        new TestInstance(
            limits,
            HttpSecurity.of(
                new AccessConfig(
                    Map.of(), TestCertificate.token(read), TestCertificate.token(metrics))));
    instance.isAt(instance.address());
    instance.readable.add(TestInstance.active());
    instance.hasSensor("a", 1);
  }

  @AfterEach
  void close() {
    instance.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/health/live, none, 200",
    "/health/ready, wrong, 200",
    "/metrics, none, 401",
    "/metrics, wrong, 401",
    "/metrics, read, 401",
    "/metrics, metrics, 200",
    "/sensors/a/latest, none, 401",
    "/sensors/a/latest, wrong, 401",
    "/sensors/a/latest, metrics, 401",
    "/sensors/a/latest, read, 200",
    "/sensors/a/hourly, none, 401",
    "/sensors/a/hourly, read, 200",
    "/sensors/b/latest, none, 401",
    "/sensors/b/latest, read, 404",
    "/no/such/path, none, 401",
    "/no/such/path, read, 404",
    "/metrics/, metrics, 401",
    "//metrics, metrics, 401",
    "/%6Detrics, metrics, 401",
    "/metrics;x, metrics, 401",
    "/health/live/../../metrics, none, 401",
    "/health/live;/metrics, none, 401"
  })
  void each_path_has_its_token(String path, String token, int status) throws Exception {
    start("read", "metrics");

    assertThat(get(token, path).statusCode()).isEqualTo(status);
  }

  @Test
  void a_refusal_says_what_is_required_in_the_format_of_all_errors() throws Exception {
    start("read", "metrics");

    HttpResponse<String> response = instance.get(LATEST);

    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .isEqualTo("{\"error\":\"a valid token is required: Authorization: Bearer TOKEN\"}");
  }

  @Test
  void a_method_that_is_not_allowed_is_refused_for_the_token_first() throws Exception {
    start("read", "metrics");

    assertThat(instance.send("DELETE", LATEST).statusCode()).isEqualTo(401);
    assertThat(instance.send("DELETE", "/health/live").statusCode()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", LATEST})
  void one_token_can_open_both(String path) throws Exception {
    start("same", "same");

    assertThat(get("same", path).statusCode()).isEqualTo(200);
    assertThat(get("none", path).statusCode()).isEqualTo(401);
  }

  @Test
  void each_token_can_be_set_alone() throws Exception {
    start("read", null);
    assertThat(instance.get("/metrics").statusCode()).isEqualTo(200);
    assertThat(instance.get(LATEST).statusCode()).isEqualTo(401);
    instance.close();

    start(null, "metrics");
    assertThat(instance.get("/metrics").statusCode()).isEqualTo(401);
    assertThat(instance.get(LATEST).statusCode()).isEqualTo(200);
  }

  @Test
  void a_wrong_token_is_refused_although_all_requests_are_in_work() throws Exception {
    CountDownLatch inWork = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Duration minute = Duration.ofMinutes(1);
    start(new HttpLimits(10, 1, 8192, minute, minute, minute), "read", null);
    instance.metrics =
        () -> {
          inWork.countDown();
          await(release);
          return "";
        };
    CompletableFuture<HttpResponse<String>> first = instance.getAsync("/metrics");
    inWork.await();

    assertThat(get("read", LATEST).statusCode()).isEqualTo(503);
    assertThat(get("wrong", LATEST).statusCode()).isEqualTo(401);
    assertThat(instance.reads).isZero();

    release.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String token, String path) throws Exception {
    return token.equals("none") ? instance.get(path) : instance.getAs("Bearer " + token, path);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
