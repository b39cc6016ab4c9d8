package io.iotpipeline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryAccessTest {

  private static final String BASIC = "Basic dTpwOi9A"; // u:p:/@
  private static final SensorEvent EVENT =
      new SensorEvent("id", "s", Instant.EPOCH, Map.of("m", 1.0));

  @ParameterizedTest
  @CsvSource({
    "'', schema.registry.basic.auth.user.info, u:p:/@, Basic dTpwOi9A",
    "u:p%3A%2F%40@, any, any, Basic dTpwOi9A",
    "'', schema.registry.bearer.auth.token, t, Bearer t",
  })
  void the_client_and_the_deserializer_log_in(
      String loginInUrl, String key, String value, String header) throws IOException {
    try (FakeRegistry registry = FakeRegistry.http(header)) {
      String url = "http://" + loginInUrl + registry.hostAndPort();

      assertThatItReads(Map.of("schema.registry.url", url, key, value));

      assertThat(registry.paths()).hasSizeGreaterThan(1);
    }
  }

  /** Reads with our client, and with Apicurio's. */
  private static void assertThatItReads(Map<String, String> settings) throws IOException {
    AvroSerdes serdes = AvroSerdes.of(settings);
    assertThat(serdes.registry().schema(1)).contains(SensorEvent.getClassSchema().toString());
    byte[] value = WireFormat.Writer.of(new byte[] {0, 0, 0, 0, 1}, EVENT).write(EVENT);
    try (Deserializer<SensorEvent> deserializer = serdes.deserializer()) {
      assertThat(deserializer.deserialize("sensor-events", value)).isEqualTo(EVENT);
    }
  }

  @Test
  void a_refusal_is_not_a_missing_schema_and_names_the_remedy_and_no_secret() throws IOException {
    try (FakeRegistry registry = FakeRegistry.http(BASIC)) {
      String url = "http://u:guess@" + registry.hostAndPort();
      SchemaRegistryClient client = AvroSerdes.of(Map.of("schema.registry.url", url)).registry();

      assertThatThrownBy(() -> client.schema(1))
          .isInstanceOf(RegistryRefusalException.class)
          .hasMessageContainingAll("401", "schema.registry.basic.auth.user.info")
          .hasMessageNotContaining("guess");
    }
  }

  /** As a registry does whose login may read schemas by their ids only. */
  @Test
  void a_registry_that_forbids_to_list_schemas_is_not_unavailable() throws IOException {
    try (FakeRegistry registry = FakeRegistry.forbiddingLists()) {
      String url = "http://" + registry.hostAndPort();
      SchemaRegistryClient client = AvroSerdes.of(Map.of("schema.registry.url", url)).registry();

      assertThat(client.ids()).isEmpty();
      assertThat(client.schema(1)).isPresent();
      assertThatThrownBy(client::subjects)
          .isInstanceOf(RegistryRefusalException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void a_message_about_a_wrong_url_has_no_secret() {
    Map<String, String> settings = Map.of("schema.registry.url", "http://u:guess@a host");

    assertThatThrownBy(() -> AvroSerdes.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a host")
        .hasMessageNotContaining("guess");
  }

  @Test
  void two_logins_are_refused() {
    Map<String, String> settings =
        Map.of(
            "schema.registry.url", "http://u:p@localhost:1",
            "schema.registry.bearer.auth.token", "t");

    assertThatThrownBy(() -> AvroSerdes.of(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Give either schema.registry.basic.auth.user.info or");
  }

  @Test
  void both_speak_tls_and_show_a_certificate(@TempDir Path folder) throws Exception {
    Map<String, String> stores = TestStores.create(folder);
    try (DefaultSslEngineFactory server = new DefaultSslEngineFactory()) {
      server.configure(new ConfigDef().withClientSslSupport().parse(stores));
      try (FakeRegistry registry = FakeRegistry.https(server.sslContext())) {
        Map<String, String> settings = new HashMap<>();
        settings.put("schema.registry.url", "https://" + registry.hostAndPort());
        stores.forEach((key, value) -> settings.put("schema.registry." + key, value));

        assertThatItReads(settings);
      }
    }
  }

  @Test
  void a_missing_trust_store_is_named() {
    Map<String, String> settings =
        Map.of(
            "schema.registry.url", "https://localhost:1",
            "schema.registry.ssl.truststore.location", "/no/such.p12",
            "schema.registry.ssl.truststore.password", "secret");
    AvroSerdes serdes = AvroSerdes.of(settings);

    assertThatThrownBy(serdes::registry)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("schema.registry.ssl", "/no/such.p12")
        .hasMessageNotContaining("secret");
  }

  @Test
  void confluents_serializers_get_the_login_under_their_names() {
    Map<String, String> settings =
        Map.of(
            "schema.registry.url", "https://u:p@registry",
            "avro.serdes", "confluent",
            "avro.serializer", AvroSerdesTest.RecordingSerializer.class.getName(),
            "schema.registry.ssl.truststore.location", "/t");

    String passed = new String(AvroSerdes.of(settings).serializer().serialize("any", "any"), UTF_8);

    assertThat(passed)
        .isEqualTo(
            "{auto.register.schemas=false, basic.auth.credentials.source=USER_INFO,"
                + " basic.auth.user.info=u:p, schema.registry.ssl.truststore.location=/t,"
                + " schema.registry.url=https://registry, specific.avro.reader=true}");
  }
}
