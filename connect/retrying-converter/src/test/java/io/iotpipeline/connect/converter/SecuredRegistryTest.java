package io.iotpipeline.connect.converter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A converter with its settings, and a registry that has a login or HTTPS. */
@Timeout(60)
class SecuredRegistryTest {

  private static final String PASSWORD = "secret-of-the-store";
  private static final String LOGIN =
      "Basic " + Base64.getEncoder().encodeToString("worker:secret".getBytes(UTF_8));

  private static Certificate certificate;
  private static Certificate unknown;

  private final Map<String, String> settings = new HashMap<>();
  private RegistryStub registry;
  private CapturedLog log;

  @BeforeAll
  static void createCertificates(@TempDir Path folder) throws IOException {
    certificate = Certificate.create(folder.resolve("registry.p12"), PASSWORD);
    unknown = Certificate.create(folder.resolve("unknown.p12"), PASSWORD);
  }

  @BeforeEach
  void start() throws IOException {
    log = new CapturedLog();
    use(RegistryStub.http());
    settings.put("delegate.converter", Unready.class.getName());
    Unready.failures.clear();
  }

  @AfterEach
  void stop() {
    log.close();
    registry.close();
  }

  private void use(RegistryStub other) {
    if (registry != null) {
      registry.close();
    }
    registry = other;
    settings.put("registry.probe.url", registry.url());
  }

  /** Fails as often as a test wants. */
  public static final class Unready implements Converter {

    private static final Deque<String> failures = new ArrayDeque<>();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
      return new byte[0];
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
      if (!failures.isEmpty()) {
        throw new IllegalStateException(failures.pop());
      }
      return SchemaAndValue.NULL;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void a_task_waits_until_its_login_is_right(int status) throws IOException {
    settings.put("registry.probe.authorization", LOGIN);
    registry.status = status;
    Unready.failures.add("no schema");

    SchemaAndValue value = convert(4, () -> registry.status = 200);

    assertThat(value).isSameAs(SchemaAndValue.NULL);
    assertThat(registry.logins).hasSize(5).containsOnly(LOGIN);
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("refuses the login of the worker", "topic t;", "status " + status)
        .contains("correct the login", "restart the worker");
    assertThat(log.lines().toString()).doesNotContain(LOGIN);
  }

  @Test
  void a_login_that_is_refused_after_an_outage_is_logged_too() throws IOException {
    registry.status = 503;
    Unready.failures.add("no schema");
    Deque<Integer> next = new ArrayDeque<>(List.of(503, 401, 401, 503, 401, 200));

    convert(6, () -> {}, () -> registry.status = next.pop());

    assertThat(next).isEmpty();
    assertThat(log.warnings()).hasSize(2);
    assertThat(log.warnings().get(0)).contains("does not answer", "status 503");
    assertThat(log.warnings().get(1)).contains("refuses the login", "status 401");
  }

  @Test
  void an_unknown_schema_is_still_a_failure_of_the_record() {
    settings.put("registry.probe.authorization", LOGIN);
    registry.status = 404;
    Unready.failures.addAll(List.of("unknown id", "unknown id"));

    assertThatThrownBy(() -> convert(0, () -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("topic t");
    assertThat(registry.logins).hasSize(2);
  }

  @Test
  void a_certificate_in_the_trust_store_is_trusted() throws IOException {
    use(RegistryStub.https(certificate.forServer(), false));
    settings.putAll(certificate.trusted());

    assertThat(error()).isEmpty();
  }

  @Test
  void a_certificate_is_not_trusted_without_the_trust_store() throws IOException {
    use(RegistryStub.https(certificate.forServer(), false));

    assertThat(error())
        .hasValueSatisfying(
            error -> {
              assertThat(error.kind()).isEqualTo(RegistryError.Kind.NO_ANSWER);
              assertThat(error.text()).contains(registry.url(), "SSLHandshakeException");
            });
  }

  @Test
  void another_certificate_than_that_in_the_trust_store_is_not_trusted() throws IOException {
    use(RegistryStub.https(unknown.forServer(), false));
    settings.putAll(certificate.trusted());

    assertThat(error())
        .hasValueSatisfying(error -> assertThat(error.text()).contains("SSLHandshakeException"));
  }

  @Test
  void a_certificate_of_another_host_is_not_trusted() throws IOException {
    use(RegistryStub.https(certificate.forServer(), false));
    settings.putAll(certificate.trusted());
    settings.put("registry.probe.url", registry.url().replace("127.0.0.1", "localhost"));

    assertThat(error())
        .hasValueSatisfying(error -> assertThat(error.text()).contains("SSLHandshakeException"));
  }

  @Test
  void the_key_store_has_the_certificate_of_the_worker() throws IOException {
    use(RegistryStub.https(certificate.forServer(), true));
    settings.putAll(certificate.trusted());
    settings.putAll(certificate.shown());
    settings.put("registry.probe.ssl.key.password", PASSWORD);

    assertThat(error()).isEmpty();
  }

  @Test
  void a_registry_that_wants_a_certificate_gets_none_without_the_key_store() throws IOException {
    use(RegistryStub.https(certificate.forServer(), true));
    settings.putAll(certificate.trusted());

    assertThat(error()).isPresent();
    assertThat(registry.logins).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "truststore, location, /no/such/file.p12",
    "truststore, password, wrong-secret",
    "truststore, type, UNKNOWN",
    "keystore, location, /no/such/file.p12",
    "keystore, password, wrong-secret",
    "keystore, type, UNKNOWN",
  })
  void a_store_that_cannot_be_read_is_named(String store, String setting, String wrong) {
    settings.putAll(certificate.trusted());
    settings.putAll(certificate.shown());
    settings.put("registry.probe.ssl." + store + "." + setting, wrong);

    assertThatThrownBy(() -> convert(0, () -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("registry.probe.ssl." + store + ".location: ")
        .satisfies(SecuredRegistryTest::showsNoSecret);
    assertThat(log.lines().toString()).doesNotContain("secret");
  }

  @Test
  void a_file_that_is_no_store_is_named(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
    settings.put("registry.probe.ssl.truststore.location", file.toString());

    assertThatThrownBy(() -> convert(0, () -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.probe.ssl.truststore.location")
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer secret\nX-Other: a", "Bearer\u0000secret", "Bearer secret\u00e9"})
  void a_login_that_no_header_can_have_is_refused_without_showing_it(String login) {
    settings.put("registry.probe.authorization", login);

    assertThatThrownBy(() -> convert(0, () -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.probe.authorization")
        .satisfies(SecuredRegistryTest::showsNoSecret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://worker:secret@127.0.0.1/subjects",
        "http://worker:secret@a_host/subjects",
        "http://worker:sec ret@127.0.0.1/subjects",
      })
  void a_login_in_the_url_is_refused_without_showing_it(String url) {
    settings.put("registry.probe.url", url);

    assertThatThrownBy(() -> convert(0, () -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.probe.url")
        .satisfies(SecuredRegistryTest::showsNoSecret);
  }

  /** As a variable that is not set in a Compose file leaves it. */
  @Test
  void an_empty_login_is_none() {
    settings.put("registry.probe.authorization", "");

    error();

    assertThat(registry.logins).containsExactly("none");
  }

  /** Connect shows all other settings in its REST API. */
  @Test
  void secrets_are_passwords() {
    Map<String, ConfigDef.ConfigKey> keys = new RetryingConverter().config().configKeys();

    assertThat(keys.keySet())
        .containsExactlyInAnyOrder(
            "delegate.converter",
            "registry.probe.url",
            "registry.probe.authorization",
            "registry.probe.ssl.truststore.location",
            "registry.probe.ssl.truststore.password",
            "registry.probe.ssl.truststore.type",
            "registry.probe.ssl.keystore.location",
            "registry.probe.ssl.keystore.password",
            "registry.probe.ssl.keystore.type",
            "registry.probe.ssl.key.password");
    assertThat(keys.values())
        .filteredOn(key -> key.name.matches(".*(password|authorization)"))
        .hasSize(4)
        .allMatch(key -> key.type == ConfigDef.Type.PASSWORD);
  }

  private static void showsNoSecret(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      assertThat(cause.toString()).doesNotContain("secret").doesNotContain("sec ret");
    }
  }

  private Optional<RegistryError> error() {
    try (RegistryProbe probe = new ConverterConfig(settings).probe()) {
      return probe.error();
    }
  }

  /**
   * Converts a record.
   *
   * @param pauses how many pauses the converter must make
   * @param last what happens in the last one
   */
  private SchemaAndValue convert(int pauses, Runnable last) throws IOException {
    return convert(pauses, last, () -> {});
  }

  private SchemaAndValue convert(int pauses, Runnable last, Runnable each) throws IOException {
    int[] made = {0};
    try (RetryingConverter converter =
        new RetryingConverter(
            null,
            null,
            duration -> {
              made[0]++;
              each.run();
              if (made[0] == pauses) {
                last.run();
              }
            })) {
      converter.configure(settings, false);
      SchemaAndValue value = converter.toConnectData("t", new byte[0]);
      assertThat(made[0]).isEqualTo(pauses);
      return value;
    }
  }
}
