package io.iotpipeline.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.server.Certificates;
import io.iotpipeline.gateway.server.TestKeyStore;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTlsTest {

  @TempDir private Path folder;

  @Test
  void speaks_tls_and_uses_a_new_certificate_without_a_restart() throws Exception {
    TestKeyStore first = TestKeyStore.create(folder.resolve("used.p12"), "first");
    TestKeyStore second = TestKeyStore.create(folder.resolve("second.p12"), "second");
    SSLContext trustsFirst = first.trusting();
    SSLContext trustsFirstWithoutSession = first.trusting();
    SSLContext trustsSecond = second.trusting();
    Certificates certificates = new Certificates(first.ssl());
    HttpClient client = HttpClient.newBuilder().sslContext(trustsFirst).build();

    try (HttpFixture http =
        new HttpFixture(Map.of(), Senders.ANYBODY, Optional.of(certificates), client)) {
      HttpResponse<String> response = http.send(http.lines("/write", "m,host=h v=1"));
      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);

      Files.writeString(folder.resolve("used.p12"), "broken");
      certificates.reload();
      handshake(trustsFirst, http.server.port());

      Files.move(second.file(), first.file(), StandardCopyOption.REPLACE_EXISTING);
      certificates.reload();
      handshake(trustsSecond, http.server.port());
      assertThatThrownBy(() -> handshake(trustsFirstWithoutSession, http.server.port()))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void plain_bytes_do_not_harm_it() throws Exception {
    TestKeyStore store = TestKeyStore.create(folder.resolve("used.p12"), "first");
    HttpClient client = HttpClient.newBuilder().sslContext(store.trusting()).build();

    try (HttpFixture http =
        new HttpFixture(
            Map.of(), Senders.ANYBODY, Optional.of(new Certificates(store.ssl())), client)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.server.port())) {
        socket.setSoTimeout(15_000);
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(100);
      }
      assertThat(http.send(http.request("/health/live")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void says_which_setting_is_wrong() {
    Map<String, Object> ssl =
        Map.of(
            "ssl.keystore.location",
            folder.resolve("none.p12").toString(),
            "ssl.keystore.password",
            new Password("secret"));

    assertThatThrownBy(() -> new Certificates(ssl))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.ssl.keystore.")
        .hasMessageContaining("none.p12")
        .hasMessageNotContaining("secret");
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
