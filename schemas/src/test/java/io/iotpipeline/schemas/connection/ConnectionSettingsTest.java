package io.iotpipeline.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

  @TempDir private Path folder;

  private Path file(String permissions, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("p.properties"), String.join("\n", lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void each_part_gets_its_section() throws IOException {
    ConnectionSettings settings =
        ConnectionSettings.read(
            file(
                "rw-------",
                "kafka.security.protocol=SSL",
                "registry.basic.auth.user.info=u:p",
                "connect.bearer.auth.token=t ",
                "cassandra.basic.request.timeout=5s",
                "connector.auth.password=${file:/worker:key}"));

    assertThat(settings.kafka()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(settings.registry())
        .isEqualTo(Map.of("schema.registry.basic.auth.user.info", "u:p"));
    assertThat(settings.connect().authorization()).contains("Bearer t");
    assertThat(settings.cassandra()).isEqualTo(Map.of("basic.request.timeout", "5s"));
    assertThat(settings.connectors())
        .as("the worker reads it")
        .isEqualTo(Map.of("auth.password", "${file:/worker:key}"));
  }

  @Test
  void values_refer_to_files_and_variables() throws IOException {
    Files.writeString(folder.resolve("secrets"), "db=s3cret");
    Files.writeString(folder.resolve("token"), "t0ken\n");

    ConnectionSettings settings =
        ConnectionSettings.read(
            file(
                "rw-r--r--",
                "cassandra.password=${file:" + folder + "/secrets:db}",
                "connect.bearer.auth.token=${directory:" + folder + ":token}",
                "kafka.client.id=of ${env:PATH}"));

    assertThat(settings.cassandra()).isEqualTo(Map.of("password", "s3cret"));
    assertThat(settings.connect().authorization()).contains("Bearer t0ken");
    assertThat(settings.kafka()).isEqualTo(Map.of("client.id", "of " + System.getenv("PATH")));
  }

  @Test
  void a_file_refers_to_its_own_folder() throws IOException {
    Files.writeString(folder.resolve("secrets"), "db=s3cret");

    ConnectionSettings settings =
        ConnectionSettings.read(
            file(
                "rw-r--r--",
                "cassandra.password=${file:${folder}/secrets:db}",
                "kafka.ssl.truststore.location=${folder}/ca.p12",
                "connector.path=${folder}/ca.p12"));

    assertThat(settings.cassandra()).isEqualTo(Map.of("password", "s3cret"));
    assertThat(settings.kafka()).isEqualTo(Map.of("ssl.truststore.location", folder + "/ca.p12"));
    assertThat(settings.connectors()).isEqualTo(Map.of("path", folder + "/ca.p12"));
  }

  @Test
  void another_login_to_cassandra_keeps_all_else_and_is_of_no_file() throws IOException {
    ConnectionSettings settings =
        ConnectionSettings.read(
            file(
                "rw-------",
                "kafka.client.id=a",
                "cassandra.advanced.auth-provider.username=u",
                "cassandra.advanced.ssl-engine-factory.class=DefaultSslEngineFactory"));

    ConnectionSettings other = settings.withCassandraLogin("v", "p");

    assertThat(other.cassandra())
        .isEqualTo(
            Map.of(
                "advanced.auth-provider.class", "PlainTextAuthProvider",
                "advanced.auth-provider.username", "v",
                "advanced.auth-provider.password", "p",
                "advanced.ssl-engine-factory.class", "DefaultSslEngineFactory"));
    assertThat(other.kafka()).isEqualTo(settings.kafka());
    assertThat(other.file()).isEmpty();
    assertThat(settings.cassandra()).containsEntry("advanced.auth-provider.username", "u");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${env:NO_SUCH_VARIABLE}", "${file:/no/such/file:key}"})
  void a_reference_to_nothing_is_named_without_the_other_secrets_of_the_value(String reference)
      throws IOException {
    Files.writeString(folder.resolve("secrets"), "key=s3cret");
    Path file =
        file(
            "rw-------",
            "kafka.sasl.jaas.config=a=\"${file:%s/secrets:key}\" b=\"plain\"\\n c=\"%s\""
                .formatted(folder, reference));

    assertThatThrownBy(() -> ConnectionSettings.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("kafka.sasl.jaas.config: there is no value for " + reference)
        .hasMessageNotContainingAny("s3cret", "plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.sasl.oauthbearer.token.endpoint.url=https://idp",
        "kafka.sasl.jaas.config=M required username=\"u\" password=\"${env:PATH}\";",
        "registry.basic.auth.user.info=u:${env:PATH}"
      })
  void a_file_without_secrets_may_be_read_by_others(String line) throws IOException {
    assertThat(ConnectionSettings.read(file("rw-r--r--", line))).isNotNull();
  }

  @Test
  void a_token_with_a_line_break_is_refused_without_showing_it() throws IOException {
    ConnectionSettings settings =
        ConnectionSettings.read(file("rw-------", "connect.bearer.auth.token=a\\nb"));

    assertThatThrownBy(settings::connect)
        .isInstanceOf(ConfigException.class)
        .hasMessage("connect.bearer.auth.token has a line break or another control character");
  }

  /** Java's HTTP client would print it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\\uFEFFs3cret", "s3 cret", "s3cr\\u00e9t", "${vault:s3cret}"})
  void a_token_that_cannot_be_sent_is_refused_without_showing_it(String token) throws IOException {
    ConnectionSettings settings =
        ConnectionSettings.read(file("rw-------", "connect.bearer.auth.token=" + token));

    assertThatThrownBy(settings::connect)
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("connect.bearer.auth.token ")
        .hasMessageNotContainingAny("s3", "cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.ssl.keystore.key=s3cret",
        "connector.consumer.override.ssl.keystore.key=s3cret",
        "kafka.sasl.oauthbearer.assertion.private.key.passphrase=s3cret",
        "kafka.ssl.key.password=s3cret",
        "kafka.sasl.jaas.config=M required username=\"u\" password=\"s3cret\";",
        "registry.basic.auth.user.info=${env:PATH}:s3cret",
        "connect.bearer.auth.token=s3cret",
        "http.ssl.keystore.password=s3cret",
        "http.read.token=s3cret"
      })
  void a_file_with_secrets_that_others_may_read_is_refused_without_showing_them(String line)
      throws IOException {
    Path file = file("rw-r-----", line);

    assertThatThrownBy(() -> ConnectionSettings.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chmod 600 " + file)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void an_unknown_setting_is_named() throws IOException {
    Path file = file("rw-------", "kafak.security.protocol=SSL");

    assertThatThrownBy(() -> ConnectionSettings.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("kafak.security.protocol", file.toString(), "kafka.");
  }

  @Test
  void a_part_with_settings_of_its_own_takes_those_of_kafka_and_the_registry() throws IOException {
    Path file =
        file(
            "rw-------",
            "kafka.acks=1",
            "registry.bearer.auth.token=t",
            "cassandra.password=${file:/of/another/host:key}",
            "http.read.token=${file:/of/another/host:key}",
            "topic=mine");

    assertThat(ConnectionSettings.readClient(file, key -> "set." + key))
        .isEqualTo(
            Map.of("set.acks", "1", "schema.registry.bearer.auth.token", "t", "topic", "mine"));
  }

  @Test
  void a_part_takes_its_own_section_with_what_it_refers_to() throws IOException {
    Files.writeString(folder.resolve("token"), "t0ken\n");
    Path file =
        file(
            "rw-------",
            "http.read.token=${directory:" + folder + ":token}",
            "http.listen=off",
            "connect.bearer.auth.token=${file:/of/another/host:key}");

    assertThat(ConnectionSettings.readClient(file, key -> key, "http."))
        .isEqualTo(Map.of("http.read.token", "t0ken", "http.listen", "off"));
  }

  @Test
  void verbs_read_nothing_that_the_section_of_the_streams_app_refers_to() throws IOException {
    Path file =
        file("rw-------", "http.read.token=${file:/of/another/host:key}", "kafka.client.id=c");

    assertThat(ConnectionSettings.read(file).kafka()).isEqualTo(Map.of("client.id", "c"));
  }
}
