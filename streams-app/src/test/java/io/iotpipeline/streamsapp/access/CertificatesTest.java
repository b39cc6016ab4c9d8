package io.iotpipeline.streamsapp.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CertificatesTest {

  private static final Base64.Encoder BASE_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  @TempDir private static Path created;
  @TempDir private Path folder;

  private static TestCertificate first;
  private static TestCertificate second;
  private TestCertificate certificate;

  @BeforeAll
  static void create() throws IOException {
    first = TestCertificate.create(created.resolve("first.p12"), TestCertificate.LOCAL);
    second = TestCertificate.create(created.resolve("second.p12"), TestCertificate.LOCAL);
  }

  @BeforeEach
  void copy() throws IOException {
    certificate = first.copyTo(folder.resolve("node.p12"));
  }

  @Test
  void a_key_store_that_does_not_exist_is_reported() {
    assertRefused(
        ssl -> ssl.put("ssl.keystore.location", folder.resolve("no.p12").toString()),
        "http.ssl.keystore.*",
        folder.resolve("no.p12").toString(),
        "NoSuchFileException");
  }

  @Test
  void a_wrong_password_is_reported_without_showing_it() {
    assertRefused(
        ssl -> ssl.put("ssl.keystore.password", new Password("wr0ng")),
        "http.ssl.keystore.*",
        "node.p12",
        "keystore password was incorrect");
  }

  @Test
  void a_missing_password_is_reported() {
    assertRefused(
        ssl -> ssl.remove("ssl.keystore.password"), "key store password is not specified");
  }

  @Test
  void a_wrong_password_of_the_key_is_reported_without_showing_it() {
    assertRefused(
        ssl -> ssl.put("ssl.key.password", new Password("wr0ng")),
        "http.ssl.keystore.*",
        "UnrecoverableKeyException");
  }

  @Test
  void a_wrong_type_is_reported() {
    assertRefused(ssl -> ssl.put("ssl.keystore.type", "P12"), "http.ssl.keystore.*", "P12");
  }

  @Test
  void a_trust_store_that_does_not_exist_is_reported() {
    assertRefused(
        ssl -> ssl.put("ssl.truststore.location", folder.resolve("no.p12").toString()),
        "http.ssl.truststore.*",
        folder.resolve("no.p12").toString(),
        "NoSuchFileException");
  }

  @Test
  void a_key_store_without_a_key_is_reported() throws Exception {
    Path onlyTrusted = folder.resolve("trusted.p12");
    KeyStore keys = keys();
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", keys.getCertificate("node"));
    try (OutputStream out = Files.newOutputStream(onlyTrusted)) {
      trusted.store(out, TestCertificate.PASSWORD.toCharArray());
    }

    assertRefused(
        ssl -> ssl.put("ssl.keystore.location", onlyTrusted.toString()),
        "http.ssl.keystore.location=" + onlyTrusted + " has no private key");
  }

  @Test
  void a_pem_file_is_read() throws Exception {
    Path pem = folder.resolve("node.pem");
    KeyStore keys = keys();
    Files.writeString(
        pem,
        block(
                "PRIVATE KEY",
                keys.getKey("node", TestCertificate.PASSWORD.toCharArray()).getEncoded())
            + block("CERTIFICATE", keys.getCertificate("node").getEncoded()));

    Certificates certificates =
        new Certificates(
            Map.of("ssl.keystore.location", pem.toString(), "ssl.keystore.type", "PEM"));

    assertThat(certificates.context()).isNotNull();
  }

  @Test
  void tls_before_1_2_is_off() throws Exception {
    SslConnectionFactory factory =
        (SslConnectionFactory) new Certificates(certificate.ssl()).decrypting("http/1.1");
    factory.getSslContextFactory().start();

    assertThat(factory.getSslContextFactory().newSSLEngine().getEnabledProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(factory.getSslContextFactory().isRenegotiationAllowed()).isFalse();
    factory.getSslContextFactory().stop();
  }

  @Test
  void a_new_file_is_used_without_a_restart() throws Exception {
    Certificates certificates = new Certificates(certificate.ssl(), Duration.ofMillis(20));
    SSLContext before = certificates.context();
    certificates.start();

    second.copyTo(certificate.store());

    while (certificates.context() == before) {
      TimeUnit.MILLISECONDS.sleep(10); // ends with the test's timeout
    }
    certificates.stop();
  }

  @Test
  void a_link_to_a_new_file_is_used() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link.p12"), certificate.store());
    Certificates certificates = new Certificates(new TestCertificate(link).ssl());
    SSLContext before = certificates.context();
    Path next = second.copyTo(folder.resolve("next.p12")).store();
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(certificate.store()));
    Files.delete(link);
    Files.createSymbolicLink(link, next);

    assertThat(certificates.check()).isTrue();
    assertThat(certificates.context()).isNotSameAs(before);
  }

  @Test
  void a_broken_file_is_reported_once_and_the_old_certificate_stays_in_use() throws Exception {
    Certificates certificates = new Certificates(certificate.ssl());
    SSLContext before = certificates.context();

    Files.writeString(certificate.store(), "half a f");
    assertThat(certificates.check()).isTrue();
    assertThat(certificates.check()).as("reported again").isFalse();
    Files.delete(certificate.store());
    assertThat(certificates.check()).isTrue();
    assertThat(certificates.check()).as("reported again").isFalse();
    assertThat(certificates.context()).isSameAs(before);

    second.copyTo(certificate.store());
    assertThat(certificates.check()).isTrue();
    assertThat(certificates.context()).isNotSameAs(before);
  }

  @Test
  void a_new_trust_store_is_used_too() throws Exception {
    TestCertificate other = first.copyTo(folder.resolve("ca.p12"));
    Map<String, Object> ssl = new HashMap<>(certificate.ssl());
    ssl.put("ssl.truststore.location", other.store().toString());
    Certificates certificates = new Certificates(ssl);
    SSLContext before = certificates.context();

    second.copyTo(other.store());

    assertThat(certificates.check()).isTrue();
    assertThat(certificates.context()).isNotSameAs(before);
  }

  private void assertRefused(Consumer<Map<String, Object>> change, String... message) {
    Map<String, Object> ssl = new HashMap<>(certificate.ssl());
    change.accept(ssl);

    assertThatThrownBy(() -> new Certificates(ssl))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(message)
        .hasMessageNotContainingAny(TestCertificate.PASSWORD, "wr0ng");
  }

  private KeyStore keys() throws Exception {
    return KeyStore.getInstance(
        certificate.store().toFile(), TestCertificate.PASSWORD.toCharArray());
  }

  private static String block(String type, byte[] content) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + new String(BASE_64.encode(content), StandardCharsets.US_ASCII)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
