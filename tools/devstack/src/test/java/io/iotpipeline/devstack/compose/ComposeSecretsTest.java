package io.iotpipeline.devstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeSecretsTest {

  private static final Path MONITORING = Path.of("../../monitoring");

  private static final Map<Identity, List<String>> HOSTS =
      Map.of(
          Identity.KAFKA, List.of("kafka", "localhost"),
          Identity.STREAMS_APP, List.of("*.instances"));

  /** Made once; making keys and hashes takes seconds. */
  @TempDir private static Path home;

  private static StackSecurity security;

  @BeforeAll
  static void create() {
    security = create(home, HOSTS);
  }

  private static StackSecurity create(Path home, Map<Identity, List<String>> hosts) {
    StackSecurity made = ComposeSecrets.security(home, hosts);
    new ComposeSecrets(made, Map.of(), MONITORING).create();
    return made;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kafka | client.properties jmx-exporter.yml keystore.p12 pipeline.properties",
        "registry | health.login keystore.p12 rest-logins.conf rest-users.properties",
        "connect | headers.properties health.login jmx-exporter.yml keystore.p12 rest-logins.conf"
            + " rest-users.properties",
        "cassandra | cassandra-secure.yaml cqlsh-credentials cqlshrc jmx-exporter.yml jmx.access"
            + " jmx.password keystore.p12 pipeline.properties",
        "streams-app | keystore.p12 pipeline.properties",
        "gateway | keystore.p12 pipeline.properties senders",
        "api | keystore.p12 pipeline.properties",
        "prometheus | alertmanager-web.yml alertmanager.password api.token certificate.pem"
            + " gateway.token key.pem keystore.p12 metrics.password streams-app.token web.yml",
        "kafka-ui | keystore.p12",
        "grafana | admin.password certificate.pem key.pem keystore.p12 metrics.password"
            + " reader.password",
        "device | pipeline.properties",
        "operator | pipeline.properties",
        "reader | pipeline.properties"
      })
  void each_has_what_its_container_reads_and_no_more(String identity, String files)
      throws IOException {
    Set<String> expected =
        Stream.concat(
                Stream.of(files.split(" ", -1)),
                Stream.of("ca.pem", "secrets.properties", "truststore.p12"))
            .collect(Collectors.toSet());

    try (Stream<Path> found = Files.list(home.resolve("security").resolve(identity))) {
      assertThat(found.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void only_the_owner_can_read_anything() throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("security"))) {
      for (Path each : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as(each.toString())
            .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void a_second_run_changes_nothing_but_the_salts_of_hashes() throws IOException {
    Map<Path, String> before = content();

    create(home, HOSTS);

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void a_certificate_is_for_the_hosts_of_its_server_and_no_others() throws Exception {
    assertThat(names(Identity.KAFKA)).containsExactlyInAnyOrder("kafka", "localhost", "127.0.0.1");
    assertThat(names(Identity.STREAMS_APP))
        .containsExactlyInAnyOrder("*.instances", "localhost", "127.0.0.1");
  }

  @Test
  void a_certificate_is_made_anew_for_other_hosts() throws Exception {
    Map<Identity, List<String>> hosts = new EnumMap<>(HOSTS);
    hosts.put(Identity.READER, List.of()); // a client has no certificate
    hosts.put(Identity.KAFKA_UI, List.of("kafka-ui", "plant.example"));

    create(home, hosts);

    assertThat(names(Identity.KAFKA_UI)).contains("plant.example");
  }

  @Test
  void clients_log_in_to_the_registry_with_a_password() {
    String password = security.of(Identity.DEVICE).secret(Secret.REGISTRY_PASSWORD);

    assertThat(security.connections(Identity.DEVICE).registry())
        .containsEntry("schema.registry.basic.auth.user.info", "device:" + password);
    assertThat(read(Identity.REGISTRY, "rest-users.properties").lines())
        .contains("device=" + password + ",client")
        .extracting(line -> line.replaceFirst("=.*", ""))
        .containsExactlyInAnyOrder(
            "registry",
            "connect",
            "streams-app",
            "gateway",
            "api",
            "kafka-ui",
            "device",
            "operator");
  }

  @Test
  void health_checks_have_a_login_of_the_server_itself() {
    byte[] login = Base64.getDecoder().decode(read(Identity.CONNECT, "health.login"));

    assertThat(new String(login, StandardCharsets.UTF_8))
        .isEqualTo("connect:" + security.of(Identity.CONNECT).secret(Secret.CONNECT));
  }

  /** Confluent's Connect would let it change connectors. */
  @Test
  void the_api_has_no_login_of_connect() {
    assertThat(security.of(Identity.API).find(Secret.CONNECT)).isEmpty();
  }

  @Test
  void kafka_has_logins_for_the_registry_and_for_kafka_ui_too() {
    assertThat(security.holders(Secret.KAFKA))
        .containsExactlyInAnyOrder(
            Identity.REGISTRY,
            Identity.CONNECT,
            Identity.STREAMS_APP,
            Identity.GATEWAY,
            Identity.API,
            Identity.KAFKA_UI,
            Identity.DEVICE,
            Identity.OPERATOR);
  }

  @Test
  void prometheus_knows_grafana() {
    assertThat(read(Identity.PROMETHEUS, "web.yml"))
        .contains("\"prometheus\": \"$2", "\"grafana\": \"$2")
        .doesNotContain("${");
  }

  @Test
  void cassandra_gets_the_settings_of_the_native_stack() {
    assertThat(read(Identity.CASSANDRA, "cassandra-secure.yaml"))
        .contains("require_endpoint_verification: true", "class_name: PasswordAuthenticator")
        .contains(security.of(Identity.CASSANDRA).secret(Secret.KEY_STORE))
        .doesNotContain("${");
  }

  private String read(Identity identity, String file) {
    try {
      return Files.readString(security.of(identity).folder().resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Set<String> names(Identity server) throws Exception {
    char[] password = security.of(server).secret(Secret.KEY_STORE).toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(security.of(server).keyStore())) {
      store.load(in, password);
    }
    X509Certificate certificate = (X509Certificate) store.getCertificate(server.id());
    return certificate.getSubjectAlternativeNames().stream()
        .map(typeAndName -> typeAndName.get(1).toString())
        .collect(Collectors.toSet());
  }

  private Map<Path, String> content() throws IOException {
    Map<Path, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home.resolve("security"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        boolean ofOtherTest = file.startsWith(security.of(Identity.KAFKA_UI).folder());
        if (!file.toString().endsWith("web.yml") && !ofOtherTest) {
          content.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content;
  }
}
