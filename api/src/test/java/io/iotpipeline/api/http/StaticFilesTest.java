package io.iotpipeline.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.api.config.ApiConfig;
import io.iotpipeline.api.config.ConfigReader;
import io.iotpipeline.api.metrics.ApiMetrics;
import io.iotpipeline.vertxserver.ConnectionGuard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaticFilesTest {

  private final Vertx vertx = Vertx.vertx();
  private final ApiMetrics metrics = new ApiMetrics();
  private HttpServer server;

  @BeforeAll
  void start() {
    ApiConfig config = new ConfigReader().read(null, Map.of(), Map.of());
    ConnectionGuard guard = new ConnectionGuard(config.limits().connections(), System::nanoTime);
    AtomicLong unsent = new AtomicLong();
    Router router =
        new Router(List.of(), StaticFiles.load("/static-test"), new HostCheck(true, "localhost"));
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> router.handle(new Exchange(request, guard, metrics, unsent)));
    ApiFixture.await(server.listen(0, "127.0.0.1"));
  }

  @AfterAll
  void stop() {
    ApiFixture.await(vertx.close());
    metrics.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void the_root_is_the_page_and_forbids_content_of_others() throws Exception {
    HttpResponse<byte[]> page = get("/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(header(page, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void an_unchanged_file_is_not_sent_again() throws Exception {
    HttpResponse<byte[]> first = get("/sub/a.css");
    HttpResponse<byte[]> again = get("/sub/a.css", "If-None-Match", header(first, "ETag"));

    assertThat(first.body()).hasSizeGreaterThan(3000);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void files_are_packed_for_those_who_can_unpack_them() throws Exception {
    HttpResponse<byte[]> packed = get("/sub/a.css", "Accept-Encoding", "br, gzip");

    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.body()).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing.js",
        "/sub",
        "/sub/",
        "/../log4j2.properties",
        "/%2e%2e/log4j2.properties",
        "/sub/%2e%2e/index.html",
        "//sub/a.css"
      })
  void only_the_files_themselves_can_be_had(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }
}
