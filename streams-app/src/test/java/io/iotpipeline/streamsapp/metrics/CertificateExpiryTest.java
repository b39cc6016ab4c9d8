package io.iotpipeline.streamsapp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.access.HttpAddress;
import io.iotpipeline.streamsapp.access.TestCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificateExpiryTest {

  private static final String METRIC = "iot.certificate.expiry.timestamp";
  private static final char[] PASSWORD = TestCertificate.PASSWORD.toCharArray();

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CertificateExpiry expiry = new CertificateExpiry(registry);

  @AfterEach
  void close() {
    expiry.close();
  }

  @Test
  void it_is_that_of_the_certificate_that_the_server_shows() throws Exception {
    KeyStore keys = keys();
    try (SSLServerSocket server = serve(keys, false)) {
      expiry.ask(address(server));

      assertThat(registry.get(METRIC).tag("server", address(server).toString()).timeGauge().value())
          .isEqualTo(notAfterSeconds(keys));
    }
  }

  @Test
  void also_if_the_server_wants_a_certificate_of_its_clients() throws Exception {
    KeyStore keys = keys();
    try (SSLServerSocket server = serve(keys, true)) {
      expiry.ask(address(server));

      assertThat(registry.get(METRIC).timeGauge().value()).isEqualTo(notAfterSeconds(keys));
    }
  }

  @Test
  void a_server_that_has_not_answered_yet_has_no_metric_and_one_that_stops_keeps_its_own()
      throws Exception {
    HttpAddress stopped;
    KeyStore keys = keys();
    try (SSLServerSocket server = serve(keys, false)) {
      stopped = address(server);
      expiry.ask(stopped);
    }

    expiry.ask(stopped);
    try (ServerSocket noTls = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpAddress silent = new HttpAddress("127.0.0.1", noTls.getLocalPort());
      noTls.close();
      expiry.ask(silent);
    }

    assertThat(registry.getMeters()).hasSize(1);
    assertThat(registry.get(METRIC).timeGauge().value()).isEqualTo(notAfterSeconds(keys));
  }

  private KeyStore keys() throws Exception {
    Path store = TestCertificate.create(folder.resolve("a.p12"), TestCertificate.LOCAL).store();
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private static double notAfterSeconds(KeyStore keys) throws Exception {
    X509Certificate certificate = (X509Certificate) keys.getCertificate("node");
    return certificate.getNotAfter().toInstant().getEpochSecond();
  }

  private static SSLServerSocket serve(KeyStore keys, boolean wantsClient) throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    server.setNeedClientAuth(wantsClient);
    Thread accepting = new Thread(() -> accept(server), "server");
    accepting.setDaemon(true);
    accepting.start();
    return server;
  }

  private static void accept(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        var unused = socket.getInputStream().read();
      } catch (IOException e) {
        // the next client
      }
    }
  }

  private static HttpAddress address(ServerSocket server) {
    return new HttpAddress("127.0.0.1", server.getLocalPort());
  }
}
