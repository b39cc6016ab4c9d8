package io.iotpipeline.vertxserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedHttpServerTest {

  private final EventLoops eventLoops = new EventLoops();
  private final ConnectionGuard guard = new ConnectionGuard(10, System::nanoTime);

  @TempDir private Path folder;

  private GuardedHttpServer start(Optional<Certificates> certificates) {
    GuardedHttpServer server =
        new GuardedHttpServer(
            eventLoops,
            new ListenAddress("127.0.0.1", 0),
            certificates,
            new GuardedHttpServer.Limits(4096, 8192),
            guard,
            GuardedHttpServerTest::answer);
    EventLoops.awaitListening(server.start(), "http.listen=127.0.0.1:0");
    return server;
  }

  private static void answer(HttpServerRequest request) {
    var unused = request.response().end("hello");
  }

  @AfterEach
  void stop() {
    eventLoops.close();
  }

  @Test
  void answers_until_it_is_closed() throws Exception {
    GuardedHttpServer server = start(Optional.empty());

    assertThat(get(HttpClient.newHttpClient(), "http", server).body()).isEqualTo("hello");
    assertThat(guard.open()).isPositive();
    EventLoops.awaitStopped(server.close());

    assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http", server))
        .isInstanceOf(IOException.class);
  }

  @Test
  void speaks_tls_and_uses_a_new_certificate_without_a_restart() throws Exception {
    TestKeyStore first = TestKeyStore.create(folder.resolve("used.p12"), "first");
    TestKeyStore second = TestKeyStore.create(folder.resolve("second.p12"), "second");
    SSLContext trustsFirst = first.trusting();
    SSLContext trustsFirstWithoutSession = first.trusting();
    SSLContext trustsSecond = second.trusting();
    Optional<Certificates> certificates = Certificates.of(first.ssl());
    GuardedHttpServer server = start(certificates);
    HttpClient client = HttpClient.newBuilder().sslContext(trustsFirst).build();

    HttpResponse<String> response = get(client, "https", server);
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);

    Files.writeString(folder.resolve("used.p12"), "broken");
    certificates.orElseThrow().reload();
    handshake(trustsFirst, server.port());

    Files.move(second.file(), first.file(), StandardCopyOption.REPLACE_EXISTING);
    certificates.orElseThrow().reload();
    handshake(trustsSecond, server.port());
    assertThatThrownBy(() -> handshake(trustsFirstWithoutSession, server.port()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plain_bytes_do_not_harm_tls() throws Exception {
    TestKeyStore store = TestKeyStore.create(folder.resolve("used.p12"), "first");
    GuardedHttpServer server = start(Certificates.of(store.ssl()));

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
    }

    HttpClient client = HttpClient.newBuilder().sslContext(store.trusting()).build();
    assertThat(get(client, "https", server).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(
      HttpClient client, String scheme, GuardedHttpServer server) throws Exception {
    URI uri = URI.create("%s://127.0.0.1:%d/".formatted(scheme, server.port()));
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void handshake(SSLContext context, int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(15_000);
      socket.startHandshake();
    }
  }
}
