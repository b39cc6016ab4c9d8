package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.devstack.server.ConnectWorker;
import io.iotpipeline.integration.Checkout;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compose with logins, as Compose merges both files: every door is closed in the way of {@code
 * ./pipeline up --secure}, and each container sees only whom and what it needs. Nothing of it runs
 * here.
 */
class SecureComposeTest {

  private static final Path HOME = Path.of("/var/lib/pipeline");
  private static final StackSecurity SECURITY = new StackSecurity(HOME, List.of());
  private static final Set<String> ONE_SHOTS =
      Set.of("secrets", "kafka-access", "cassandra-access", "setup", "replication");

  /** Names of variables and options whose values are secrets. */
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|token(?!s)|authorization|user_info|jaas_config).*");

  private static String text;
  private static JsonNode services;

  @BeforeAll
  static void merge() throws Exception {
    List<String> profiles = new ArrayList<>();
    ComposeFile.profiles().forEach(profile -> profiles.addAll(List.of("--profile", profile)));
    // The programs in the containers see one dollar.
    text = ComposeTool.installed().get(0).merged(ComposeTool.SECURE, profiles).replace("$$", "$");
    services = new ObjectMapper(new YAMLFactory()).readTree(text).path("services");
  }

  @Test
  void no_connection_between_containers_is_open() {
    assertThat(text).doesNotContain("PLAINTEXT");
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      assertThat(service.getValue().toString())
          .as(service.getKey())
          .doesNotContainPattern("http://(?!127\\.0\\.0\\.1)");
    }
  }

  @Test
  void each_listener_of_kafka_has_tls_and_a_login() {
    Map<String, String> protocols = pairs(variable("kafka", "LISTENER_SECURITY_PROTOCOL_MAP"));

    assertThat(protocols)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "INTERNAL", "SASL_SSL",
                "EXTERNAL", "SASL_SSL",
                "REPLICATION", "SSL",
                "CONTROLLER", "SSL"));
    assertThat(pairs(variable("kafka", "LISTENERS")).keySet()).isEqualTo(protocols.keySet());
    protocols.forEach(
        (listener, protocol) ->
            assertThat(
                    protocol.equals("SSL")
                        ? variable("kafka", "LISTENER_NAME_" + listener + "_SSL_CLIENT_AUTH")
                        : variable(
                            "kafka",
                            "LISTENER_NAME_" + listener + "_SCRAM___SHA___512_SASL_JAAS_CONFIG"))
                .as(listener)
                .matches("required|\\S+ScramLoginModule required;"));
  }

  /** The image would then want passwords of stores in files of its own. */
  @Test
  void no_listener_is_named_as_the_image_reserves_it() {
    assertThat(variable("kafka", "ADVERTISED_LISTENERS")).doesNotContain("SSL://", "SASL");
  }

  @Test
  void broker_has_the_settings_of_the_native_one() throws IOException {
    Properties expected = template("kafka-secure.properties", Identity.KAFKA, Map.of());
    expected.keySet().removeIf(key -> key.toString().matches("(.*listener.*)"));

    assertThat(expected).hasSizeGreaterThan(8);
    expected.forEach(
        (key, value) ->
            assertThat(variable("kafka", name(key))).as(key.toString()).isEqualTo(value));
  }

  @Test
  void worker_has_the_settings_of_the_native_one() throws IOException {
    Properties expected =
        template(
            "connect-secure.properties",
            Identity.CONNECT,
            Map.of("overrides", ConnectWorker.OVERRIDES));
    // Confluent's converter, and the extension of Confluent's own Kafka, which does not restrict
    // users.
    expected
        .keySet()
        .removeIf(
            key ->
                key.toString()
                    .matches(".*(apicurio|probe\\.authorization|extension|status\\.users).*"));

    assertThat(expected).hasSizeGreaterThan(10);
    expected.forEach(
        (key, value) ->
            assertThat(variable("connect", name(key))).as(key.toString()).isEqualTo(value));
    assertThat(variable("connect", "REST_EXTENSION_CLASSES"))
        .endsWith("BasicAuthSecurityRestExtension");
  }

  @ParameterizedTest
  @CsvSource({
    "connect, CONNECT, ''",
    "connect, CONNECT, CONSUMER_",
    "connect, CONNECT, PRODUCER_",
    "connect, CONNECT, ADMIN_",
    "schema-registry, REGISTRY, KAFKASTORE_"
  })
  void servers_log_in_to_kafka_as_the_native_ones(
      String service, Identity identity, String prefix) {
    SECURITY
        .kafkaClient(identity)
        .forEach(
            (key, value) ->
                assertThat(variable(service, prefix + name(key))).as(key).isEqualTo(value));
  }

  @Test
  void registry_wants_a_login() {
    assertThat(variable("schema-registry", "AUTHENTICATION_METHOD")).isEqualTo("BASIC");
    assertThat(variable("schema-registry", "LISTENERS"))
        .isEqualTo("https://0.0.0.0:8081,http://127.0.0.1:8082");
    assertThat(variable("schema-registry", "OPTS"))
        .isEqualTo(
            "-Djava.security.auth.login.config=" + file(Identity.REGISTRY, "rest-logins.conf"));
    assertThat(variable("connect", "LISTENERS"))
        .isEqualTo("https://0.0.0.0:8083,http://127.0.0.1:8084");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cassandra-1", "cassandra-2", "cassandra-3"})
  void nodes_start_with_the_settings_of_the_native_ones(String node) {
    assertThat(strings(node, "entrypoint"))
        .containsExactly(
            "bash",
            "/usr/local/bin/start-secured.sh",
            file(Identity.CASSANDRA, "cassandra-secure.yaml"));
    assertThat(environment(node, "JVM_EXTRA_OPTS"))
        .contains(
            "jmxremote.authenticate=true",
            "jmxremote.password.file=" + file(Identity.CASSANDRA, "jmx.password"),
            "jmxremote.access.file=" + file(Identity.CASSANDRA, "jmx.access"),
            "--add-exports=java.management/com.sun.jmx.remote.security=ALL-UNNAMED");
  }

  @Test
  void people_log_in_to_the_pages() {
    assertThat(environment("kafka-ui", "AUTH_TYPE")).isEqualTo("LOGIN_FORM");
    assertThat(environment("kafka-ui", "KAFKA_CLUSTERS_0_READONLY")).isEqualTo("true");
    assertThat(environment("grafana", "GF_AUTH_ANONYMOUS_ENABLED")).isEqualTo("false");
    assertThat(environment("grafana", "GF_SERVER_PROTOCOL")).isEqualTo("https");
    assertThat(strings("prometheus", "command"))
        .contains("--web.config.file=" + file(Identity.PROMETHEUS, "web.yml"));
    assertThat(strings("alertmanager", "command"))
        .contains("--web.config.file=" + file(Identity.PROMETHEUS, "alertmanager-web.yml"));
  }

  @ParameterizedTest
  @CsvSource({"kafka, KAFKA", "connect, CONNECT", "cassandra-3, CASSANDRA"})
  void metrics_need_a_login(String service, Identity identity) {
    assertThat(services.path(service).toString())
        .contains("agent.jar=9404:" + file(identity, "jmx-exporter.yml"))
        .doesNotContain("agent.jar=9404:/etc/");
  }

  @Test
  void no_secret_is_written_here() {
    for (Map.Entry<String, JsonNode> service : services.properties()) {
      for (Map.Entry<String, JsonNode> variable :
          service.getValue().path("environment").properties()) {
        String value = variable.getValue().asText();
        if (SECRET.matcher(variable.getKey()).matches()) {
          assertThat(isReference(variable.getKey(), value))
              .as("%s of %s: %s", variable.getKey(), service.getKey(), value)
              .isTrue();
        }
      }
      assertThat(service.getValue().path("command").toString())
          .as(service.getKey())
          .doesNotContainPattern("(?i)(password|token|user-info)=(?!file|\\$\\{file:)");
    }
  }

  private static boolean isReference(String variable, String value) {
    return variable.endsWith("__FILE")
        || value.endsWith("ScramLoginModule required;")
        || value.replaceFirst("^[a-z-]+:", "").startsWith("${")
        || value.contains("password=\"${");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "secrets | none",
        "kafka-access | inside",
        "cassandra-access | default",
        "kafka | devices inside",
        "schema-registry | devices inside",
        "connect | default inside",
        "cassandra-1 | default",
        "cassandra-2 | default",
        "cassandra-3 | default",
        "replication | default",
        "setup | default inside",
        "streams-app | inside instances",
        "gateway | devices inside",
        "api | default inside",
        "producer | devices",
        "kafka-ui | inside",
        "prometheus | dashboards default inside",
        "alertmanager | inside",
        "grafana | dashboards default"
      })
  void each_is_on_the_networks_that_it_needs(String service, String networks) {
    JsonNode config = services.path(service);
    Set<String> actual = new TreeSet<>();
    config.path("networks").fieldNames().forEachRemaining(actual::add);
    if (actual.isEmpty()) {
      actual.add(config.path("network_mode").asText());
    }

    assertThat(String.join(" ", actual)).isEqualTo(networks);
  }

  @Test
  void all_services_are_in_the_table_above() throws Exception {
    CsvSource table =
        SecureComposeTest.class
            .getDeclaredMethod("each_is_on_the_networks_that_it_needs", String.class, String.class)
            .getAnnotation(CsvSource.class);

    assertThat(Stream.of(table.value()).map(row -> row.replaceFirst(" \\|.*", "")))
        .containsExactlyInAnyOrderElementsOf(names());
  }

  @ParameterizedTest
  @CsvSource({
    "kafka, kafka",
    "schema-registry, registry",
    "connect, connect",
    "cassandra-1, cassandra",
    "cassandra-2, cassandra",
    "cassandra-3, cassandra",
    "replication, cassandra",
    "setup, operator",
    "streams-app, streams-app",
    "gateway, gateway",
    "api, api",
    "producer, device",
    "kafka-ui, kafka-ui",
    "prometheus, prometheus",
    "alertmanager, prometheus",
    "grafana, grafana"
  })
  void each_sees_the_secrets_of_one_identity(String service, String identity) {
    assertThat(secrets(service)).containsExactly(identity + ":ro");
  }

  @Test
  void only_who_makes_the_secrets_sees_the_authority_and_writes() {
    assertThat(names().stream().filter(name -> volumes(name).toString().contains("secrets-ca:")))
        .containsExactly("secrets");
    assertThat(secrets("secrets"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Identity.values()).map(identity -> identity.id() + ":rw").toList());
    for (String access : List.of("kafka-access", "cassandra-access")) {
      assertThat(secrets(access))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Identity.values())
                  .filter(each -> each != Identity.PROMETHEUS && each != Identity.GRAFANA)
                  .map(identity -> identity.id() + ":ro")
                  .toList());
    }
  }

  @Test
  void everybody_waits_for_the_secrets_and_for_the_logins_it_needs() {
    for (String service : names()) {
      Set<String> before = before(service);
      assertThat(before)
          .as(service)
          .matches(all -> all.contains("secrets") || service.equals("secrets"));
      if (before.contains("kafka") && !service.equals("kafka-access")) {
        assertThat(before).as(service).contains("kafka-access");
      }
      for (Map.Entry<String, JsonNode> needed :
          services.path(service).path("depends_on").properties()) {
        assertThat(needed.getValue().path("condition").asText())
            .as("%s waits for %s", service, needed.getKey())
            .isEqualTo(
                ONE_SHOTS.contains(needed.getKey())
                    ? "service_completed_successfully"
                    : "service_healthy");
      }
    }
    assertThat(before("setup")).contains("cassandra-access");
    assertThat(before("replication")).contains("cassandra-access");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets", "kafka-access", "cassandra-access"})
  void what_runs_as_root_has_few_rights(String service) {
    JsonNode config = services.path(service);

    assertThat(strings(service, "cap_drop")).containsExactly("ALL");
    assertThat(config.path("read_only").asBoolean()).isTrue();
    assertThat(strings(service, "security_opt")).containsExactly("no-new-privileges:true");
    assertThat(strings(service, "cap_add"))
        .isSubsetOf("CHOWN", "DAC_OVERRIDE", "FOWNER", "DAC_READ_SEARCH");
    assertThat(config.path("restart").asText()).isEqualTo("on-failure:20");
    assertThat(config.path("mem_limit").asText()).isNotEmpty();
    assertThat(config.at("/logging/options/max-size").asText()).isEqualTo("10m");
    assertThat(config.path("pull_policy").asText("never")).isEqualTo("never");
  }

  @Test
  void certificates_are_for_the_names_and_addresses_in_use() {
    Map<String, Set<String>> hosts = options("--host");
    for (String service :
        List.of("kafka", "connect", "gateway", "api", "prometheus", "kafka-ui", "grafana")) {
      assertThat(hosts.get(service)).contains(service, "localhost");
    }
    assertThat(hosts.get("prometheus")).contains("alertmanager");
    assertThat(hosts.get("registry")).contains("schema-registry");
    assertThat(hosts.get("cassandra"))
        .contains("cassandra", "cassandra-1")
        .containsAll(
            Stream.of("cassandra-1", "cassandra-2", "cassandra-3")
                .map(node -> services.path(node).at("/networks/default/ipv4_address").asText())
                .toList());
    assertThat(hosts.get("streams-app")).contains("streams-app", "*.iot-pipeline-instances");
    assertThat(strings("streams-app", "entrypoint").get(2))
        .contains("IOT_HTTP_ADVERTISED=$HOSTNAME.iot-pipeline-instances:8090 ");
    assertThat(text).contains("name: iot-pipeline-instances");
  }

  @Test
  void everybody_has_an_owner_and_it_is_the_user_of_the_container() {
    Map<String, Set<String>> owners = options("--owner");

    assertThat(owners.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Identity.values()).map(Identity::id).toList());
    for (String service : List.of("prometheus", "kafka-ui", "grafana")) {
      assertThat(services.path(service).path("user").asText())
          .startsWith(String.join("", owners.get(service)) + ":");
    }
    for (String own : List.of("streams-app", "gateway", "api", "device", "operator")) {
      assertThat(owners.get(own)).as("uid of our Dockerfile").containsExactly("10001");
    }
  }

  @Test
  void the_streams_app_starts_as_in_the_dockerfile() {
    String entrypoint =
        Checkout.read("Dockerfile")
            .lines()
            .filter(line -> line.startsWith("ENTRYPOINT") && line.contains("streams-app.jar"))
            .findFirst()
            .orElseThrow();
    String command = entrypoint.replaceAll("ENTRYPOINT |[\\[\\]\",]", "");

    assertThat(strings("streams-app", "entrypoint").get(2))
        .endsWith(
            "exec " + command + " --config " + file(Identity.STREAMS_APP, "pipeline.properties"));
  }

  @Test
  void the_broker_starts_as_in_the_dockerfile() {
    assertThat(Checkout.read("Dockerfile"))
        .contains(
            strings("kafka", "command")
                .get(2)
                .replace(file(Identity.KAFKA, "jmx-exporter.yml"), "/etc/jmx-exporter/kafka.yml"));
  }

  /** Each login of Connect may change connectors. */
  @Test
  void the_api_has_its_settings_and_no_connect() {
    assertThat(strings("api", "command"))
        .containsExactly("--config=" + file(Identity.API, "pipeline.properties"), "--connect-url=");
  }

  @Test
  void kafka_ui_reads_its_secrets_from_its_own_file() {
    Credentials own = SECURITY.of(Identity.KAFKA_UI);

    assertThat(environment("kafka-ui", "SPRING_CONFIG_IMPORT"))
        .isEqualTo("file:" + own.secretsFile());
    assertThat(environment("kafka-ui", "KAFKA_CLUSTERS_0_PROPERTIES_SASL_JAAS_CONFIG"))
        .isEqualTo(
            SECURITY
                .kafkaClient(Identity.KAFKA_UI)
                .get("sasl.jaas.config")
                .replace(own.reference(Secret.KAFKA), "${kafka.password}"));
  }

  private static Set<String> before(String service) {
    Set<String> before = new LinkedHashSet<>();
    services
        .path(service)
        .path("depends_on")
        .fieldNames()
        .forEachRemaining(
            needed -> {
              before.add(needed);
              before.addAll(before(needed));
            });
    return before;
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    services.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** As {@code source:target:ro}; Compose 2 writes them as objects. */
  private static List<String> volumes(String service) {
    List<String> volumes = new ArrayList<>();
    for (JsonNode volume : services.path(service).path("volumes")) {
      volumes.add(
          volume.isTextual()
              ? volume.asText()
              : "%s:%s:%s"
                  .formatted(
                      volume.path("source").asText(),
                      volume.path("target").asText(),
                      volume.path("read_only").asBoolean() ? "ro" : "rw"));
    }
    return volumes;
  }

  /** The identities whose folders it sees, each with how. */
  private static Set<String> secrets(String service) {
    Pattern folder = Pattern.compile(".*:" + HOME.resolve("security") + "/([^/:]+):(r[ow])");
    return volumes(service).stream()
        .map(folder::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1) + ":" + found.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A repeated option of the service that makes the secrets, by identity. */
  private static Map<String, Set<String>> options(String option) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (String argument : strings("secrets", "command")) {
      String[] parts = argument.split("=", 3);
      if (parts[0].equals(option)) {
        values.put(parts[1], Set.of(parts[2].split(",", -1)));
      }
    }
    return values;
  }

  /** {@code A:x,B:y}. */
  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : text.split(",", -1)) {
      pairs.put(pair.replaceFirst(":.*", ""), pair.replaceFirst("^[^:]*:", ""));
    }
    return pairs;
  }

  private static List<String> strings(String service, String key) {
    List<String> strings = new ArrayList<>();
    services.path(service).path(key).forEach(each -> strings.add(each.asText()));
    return strings;
  }

  private static String file(Identity identity, String name) {
    return SECURITY.of(identity).folder().resolve(name).toString();
  }

  /** A setting of an image that turns variables into properties. */
  private static String variable(String service, String name) {
    return environment(service, service.replace('-', '_').toUpperCase(Locale.ROOT) + "_" + name);
  }

  private static String environment(String service, String name) {
    JsonNode value = services.path(service).path("environment").path(name);
    if (value.isMissingNode()) {
      throw new AssertionError(service + " has no " + name);
    }
    return value.asText();
  }

  /** As the images name a setting. */
  private static String name(Object key) {
    return key.toString().toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** A template of the native stack, with the folder that the container sees. */
  private static Properties template(String name, Identity identity, Map<String, String> more)
      throws IOException {
    Map<String, Object> values = new HashMap<>(SECURITY.of(identity).templateValues());
    values.put("super.user", StackSecurity.distinguishedName(identity));
    values.putAll(more);
    String filled = Checkout.read("tools/devstack/src/main/resources/stack/" + name);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue().toString());
    }
    Properties properties = new Properties();
    properties.load(new StringReader(filled));
    return properties;
  }
}
