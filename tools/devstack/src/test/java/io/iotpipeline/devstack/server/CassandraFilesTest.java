package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class CassandraFilesTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<Secret> SECRETS =
      List.of(Secret.CASSANDRA, Secret.JMX, Secret.KEY_STORE, Secret.TRUST_STORE);

  @TempDir private Path home;

  @BeforeEach
  void create_what_the_build_makes() throws Exception {
    Path rules = Files.createDirectories(home.resolve("monitoring/jmx")).resolve("cassandra.yml");
    Files.createFile(rules);
    for (String server : List.of("cassandra", "jmx-exporter")) {
      Path target = home.resolve("tools/devstack/servers/" + server + "/target");
      Files.writeString(Files.createDirectories(target).resolve("classpath"), server + ".jar");
    }
  }

  @Test
  void an_open_node_has_no_login_no_tls_and_no_audit_log() throws Exception {
    Cassandra node = node(config(1));

    node.prepare();

    assertThat(yaml(node).fieldNames())
        .toIterable()
        .doesNotContain("authenticator", "client_encryption_options", "audit_logging_options");
    assertThat(node.folder().resolve("logback.xml")).content().doesNotContain("audit", "${");
    assertThat(node.folder()).isDirectoryNotContaining("glob:**password");
    assertThat(node.jmxLogin()).isEmpty();
    assertThat(node.command()).noneMatch(option -> option.matches(".*(auth|superuser).*"));
  }

  @Test
  void a_secured_node_requires_a_login_and_tls_of_everybody() throws Exception {
    Cassandra node = node(secured(1));

    node.prepare();

    JsonNode yaml = yaml(node);
    assertThat(yaml.at("/authenticator/class_name").asText()).isEqualTo("PasswordAuthenticator");
    assertThat(yaml.at("/authorizer/class_name").asText()).isEqualTo("CassandraAuthorizer");
    JsonNode client = yaml.get("client_encryption_options");
    assertThat(client.get("enabled").asBoolean()).isTrue();
    assertThat(client.get("optional").asBoolean()).isFalse();
    JsonNode server = yaml.get("server_encryption_options");
    assertThat(server.get("internode_encryption").asText()).isEqualTo("all");
    assertThat(server.get("optional").asBoolean()).isFalse();
    assertThat(server.get("require_client_auth").asBoolean()).isTrue();
    assertThat(server.get("require_endpoint_verification").asBoolean()).isTrue();
    assertThat(yaml.get("native_transport_port").asInt()).as("the open part").isEqualTo(9042);
  }

  @Test
  void a_changed_password_works_after_ten_seconds() throws Exception {
    Cassandra node = node(secured(1));

    node.prepare();

    for (String cache : List.of("roles", "permissions", "credentials")) {
      assertThat(yaml(node).get(cache + "_validity").asText()).isEqualTo("10s");
    }
  }

  @Test
  void passwords_are_in_files_of_their_owner_and_not_in_the_command() throws Exception {
    Cassandra node = node(secured(1));
    Files.createDirectories(node.folder());
    Files.writeString(node.folder().resolve("cassandra.yaml"), "of a stack that was open");

    node.prepare();

    Credentials own = secured(1).security().orElseThrow().of(Identity.CASSANDRA);
    List<String> withSecrets = new ArrayList<>();
    for (Path file : files(node)) {
      String text = Files.readString(file);
      if (SECRETS.stream().map(own::secret).anyMatch(text::contains)) {
        withSecrets.add(file.getFileName().toString());
        assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
    assertThat(withSecrets)
        .containsExactlyInAnyOrder("cassandra.yaml", "jmx.password", "jmx-exporter.yml");
    assertThat(String.join(" ", node.command()))
        .doesNotContain(SECRETS.stream().map(own::secret).toArray(String[]::new));
  }

  @Test
  void jmx_requires_a_login_on_127_0_0_1() throws Exception {
    Cassandra node = node(secured(1));

    node.prepare();

    assertThat(node.command())
        .contains(
            "-Dcassandra.jmx.local.port=7199",
            "-Dcom.sun.management.jmxremote.authenticate=true",
            "-Dcom.sun.management.jmxremote.password.file=" + node.folder().resolve("jmx.password"),
            "-Dcom.sun.management.jmxremote.access.file=" + node.folder().resolve("jmx.access"));
    assertThat(node.folder().resolve("jmx.access")).hasContent("iot_cassandra readwrite");
    JmxLogin login = node.jmxLogin().orElseThrow();
    String password = secured(1).security().orElseThrow().of(Identity.CASSANDRA).secret(Secret.JMX);
    assertThat(login.environment())
        .containsEntry(JMXConnector.CREDENTIALS, new String[] {"iot_cassandra", password});
    assertThat(login.options())
        .containsExactly(
            "-u", "iot_cassandra", "-pwf", node.folder().resolve("jmx.password").toString());
  }

  @Test
  void every_node_of_a_new_ring_has_the_roles() throws Exception {
    assertThat(node(secured(3)).command()).contains("-Dcassandra.system_auth.default_rf=3");
  }

  @Test
  void the_audit_log_has_logins_and_changes_in_five_files_of_10_mb() throws Exception {
    Cassandra node = node(secured(1));

    node.prepare();

    JsonNode options = yaml(node).get("audit_logging_options");
    assertThat(options.get("enabled").asBoolean()).isTrue();
    assertThat(options.at("/logger/0/class_name").asText()).isEqualTo("FileAuditLogger");
    assertThat(options.get("included_categories").asText()).isEqualTo("AUTH,DDL,DCL");
    Document logback =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(node.folder().resolve("logback.xml").toFile());
    Path log = node.folder().resolve("audit.log");
    assertThat(texts(logback, "file")).containsExactly(node.log().toString(), log.toString());
    assertThat(texts(logback, "fileNamePattern")).containsExactly(node.log() + ".%i", log + ".%i");
    assertThat(texts(logback, "maxIndex")).containsExactly("4", "4");
    assertThat(texts(logback, "maxFileSize")).containsExactly("10MB", "10MB");
  }

  private DevStackConfig config(int nodes) {
    return new DevStackConfig(home, home, Ports.DEFAULT.withCassandraNodes(nodes, port -> true));
  }

  private DevStackConfig secured(int nodes) {
    DevStackConfig config = config(nodes).withSecure(true);
    config.security().orElseThrow().create();
    return config;
  }

  private static Cassandra node(DevStackConfig config) throws Exception {
    Cassandra node = Cassandra.all(config).get(0);
    Files.createDirectories(node.folder());
    return node;
  }

  private static JsonNode yaml(Cassandra node) throws Exception {
    return YAML.readTree(node.folder().resolve("cassandra.yaml").toFile());
  }

  private static List<Path> files(Cassandra node) throws Exception {
    try (var files = Files.list(node.folder())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> texts(Document xml, String element) {
    List<String> texts = new ArrayList<>();
    var nodes = xml.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
