package io.iotpipeline.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteHttpTest {

  private static final String PASSWORD = "s3cret-of-store";
  private static final int MEGABYTE = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private RemoteHttp client(Map<String, String> settings, Duration timeout) {
    return new RemoteHttp(vertx, "x.", settings, timeout);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/path");
  }

  private void answer(int status, int megabytes) {
    server.createContext(
        "/path",
        exchange -> {
          exchange.sendResponseHeaders(status, 0); // chunks
          try (OutputStream body = exchange.getResponseBody()) {
            for (int i = 0; i < megabytes; i++) {
              body.write(new byte[MEGABYTE]);
            }
          }
        });
  }

  @Test
  void any_status_is_an_answer_and_the_login_is_sent() {
    CompletableFuture<String> login = new CompletableFuture<>();
    server.createContext(
        "/path",
        exchange -> {
          login.complete(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(404, 2);
          exchange.getResponseBody().write(new byte[] {'n', 'o'});
          exchange.close();
        });

    RemoteHttp.Answer answer =
        client(Map.of("bearer.auth.token", "t"), Duration.ofSeconds(10)).get(url()).join();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).asString().isEqualTo("no");
    assertThat(login.join()).isEqualTo("Bearer t");
  }

  @Test
  void a_server_with_a_trusted_certificate_is_asked_and_another_is_not(@TempDir Path folder)
      throws Exception {
    Path trusted = keyStore(folder.resolve("trusted.p12"), "ip:127.0.0.1");
    Path otherName = keyStore(folder.resolve("other.p12"), "dns:other.example");
    Map<String, String> trust =
        Map.of("ssl.truststore.location", trusted.toString(), "ssl.truststore.password", PASSWORD);
    RemoteHttp client = client(trust, Duration.ofSeconds(10));

    answer(204, 0);
    assertThat(client.get(tlsServer(trusted)).join().status()).isEqualTo(200);
    assertThat(client.get(url()).join().status()).as("without TLS").isEqualTo(204);
    assertThatThrownBy(() -> client.get(tlsServer(otherName)).join())
        .hasRootCauseInstanceOf(GeneralSecurityException.class);
    Map<String, String> trustOther =
        Map.of(
            "ssl.truststore.location", otherName.toString(), "ssl.truststore.password", PASSWORD);
    assertThatThrownBy(
            () -> client(trustOther, Duration.ofSeconds(10)).get(tlsServer(otherName)).join())
        .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1");
  }

  private URI tlsServer(Path keyStore) {
    int port =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setKeyCertOptions(
                        new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD)))
            .requestHandler(
                request -> {
                  var unused = request.response().end();
                })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    return URI.create("https://127.0.0.1:" + port + "/path");
  }

  private static Path keyStore(Path file, String name) throws IOException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "server",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=server",
                    "-ext",
                    "san=" + name))
            .inheritIO()
            .start();
    assertThat(keytool.onExit().join().exitValue()).isZero();
    return file;
  }

  @Test
  void a_body_of_eight_megabytes_is_taken() {
    answer(200, 8);

    assertThat(client(Map.of(), Duration.ofSeconds(30)).get(url()).join().body())
        .hasSize(8 * MEGABYTE);
  }

  @Test
  void a_larger_body_is_refused() {
    answer(200, 9);

    assertThatThrownBy(() -> client(Map.of(), Duration.ofSeconds(30)).get(url()).join())
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("more than 8388608 bytes");
  }

  @Test
  void a_server_that_does_not_answer_is_not_waited_for() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

      assertThatThrownBy(() -> client(Map.of(), Duration.ofMillis(100)).get(url).join())
          .hasRootCauseInstanceOf(TimeoutException.class);
    }
  }
}
