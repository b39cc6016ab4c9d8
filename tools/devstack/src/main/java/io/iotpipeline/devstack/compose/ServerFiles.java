package io.iotpipeline.devstack.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.devstack.server.JmxExporter;
import io.iotpipeline.devstack.server.JmxLogin;
import io.iotpipeline.devstack.server.ScrapeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that the containers read beside their secrets: in the formats of programs that cannot
 * refer to a secret elsewhere, so most of them contain some.
 */
final class ServerFiles {

  private static final String CONNECT_LOGIN =
      "org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule";

  /** Of Jetty 12, which Confluent's registry 8 runs on. */
  private static final String REGISTRY_LOGIN =
      "org.eclipse.jetty.security.jaas.spi.PropertyFileLoginModule";

  /** The only role of the registry's users, which may do everything. */
  private static final String REGISTRY_ROLE = "client";

  private final StackSecurity security;
  private final Path monitoring;

  ServerFiles(StackSecurity security, Path monitoring) {
    this.security = security;
    this.monitoring = monitoring;
  }

  void write(Identity identity) throws IOException {
    Path folder = security.of(identity).folder();
    OwnerFiles.write(folder.resolve("ca.pem"), Files.readString(security.caCertificate()));
    switch (identity) {
      case KAFKA -> {
        exporter(identity);
        brokerClient(folder);
      }
      case REGISTRY -> registry(folder);
      case CONNECT -> {
        exporter(identity);
        connect(folder);
      }
      case CASSANDRA -> {
        exporter(identity);
        cassandra(security.of(identity));
      }
      case PROMETHEUS -> prometheus(folder);
      case GRAFANA -> grafana(folder);
      default -> {}
    }
  }

  private void exporter(Identity server) throws IOException {
    String rules = Files.readString(monitoring.resolve("jmx").resolve(server.id() + ".yml"));
    OwnerFiles.write(
        security.of(server).folder().resolve("jmx-exporter.yml"),
        JmxExporter.secured(security, server, rules));
  }

  /** For Kafka's own tools, with the broker's certificate. */
  private void brokerClient(Path folder) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(security.connections(Identity.KAFKA).kafka())
        .forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    OwnerFiles.write(folder.resolve("client.properties"), lines.toString());
  }

  private void registry(Path folder) {
    StringBuilder users = new StringBuilder();
    for (Identity user : security.holders(Secret.REGISTRY_PASSWORD)) {
      users.append(
          "%s=%s,%s\n"
              .formatted(
                  user.id(), security.of(user).secret(Secret.REGISTRY_PASSWORD), REGISTRY_ROLE));
    }
    logins(folder, "SchemaRegistry", REGISTRY_LOGIN, users.toString());
    OwnerFiles.write(
        folder.resolve("health.login"), basic(Identity.REGISTRY, Secret.REGISTRY_PASSWORD));
  }

  private void connect(Path folder) {
    StringBuilder users = new StringBuilder();
    for (Identity user : security.holders(Secret.CONNECT)) {
      users.append("%s=%s\n".formatted(user.id(), security.of(user).secret(Secret.CONNECT)));
    }
    logins(folder, "KafkaConnect", CONNECT_LOGIN, users.toString());
    OwnerFiles.write(folder.resolve("health.login"), basic(Identity.CONNECT, Secret.CONNECT));
    OwnerFiles.write(
        folder.resolve("headers.properties"),
        "registry.authorization=Basic " + basic(Identity.CONNECT, Secret.REGISTRY_PASSWORD) + "\n");
  }

  /** The users of a REST API, and how it finds them, in the format of JAAS. */
  private static void logins(Path folder, String name, String module, String users) {
    Path file = folder.resolve("rest-users.properties");
    OwnerFiles.write(file, users);
    OwnerFiles.write(
        folder.resolve("rest-logins.conf"),
        """
        %s {
          %s required
            file="%s";
        };
        """
            .formatted(name, module, file));
  }

  private String basic(Identity user, Secret password) {
    String login = user.id() + ":" + security.of(user).secret(password);
    return Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }

  private void cassandra(Credentials own) throws IOException {
    Path folder = own.folder();
    OwnerFiles.write(
        folder.resolve("cassandra-secure.yaml"),
        Templates.text(
            "cassandra-secure.yaml",
            Map.of(
                "keystore", own.keyStore(),
                "keystore.password", own.secret(Secret.KEY_STORE),
                "truststore", own.trustStore(),
                "truststore.password", own.secret(Secret.TRUST_STORE))));
    new JmxLogin(folder).write(own.secret(Secret.JMX));
    OwnerFiles.write(
        folder.resolve("cqlshrc"),
        """
        [connection]
        ssl = true
        [ssl]
        certfile = %s
        validate = true
        [auth_provider]
        module = cassandra.auth
        classname = PlainTextAuthProvider
        """
            .formatted(folder.resolve("ca.pem")));
    OwnerFiles.write(
        folder.resolve("cqlsh-credentials"),
        "[PlainTextAuthProvider]\nusername = %s\npassword = %s\n"
            .formatted(Identity.CASSANDRA.role(), own.secret(Secret.CASSANDRA)));
  }

  private void prometheus(Path folder) throws IOException {
    ScrapeAccess access = new ScrapeAccess(security, folder);
    access.writeSecrets();
    access.writeWebConfig(folder.resolve("web.yml"), Secret.METRICS);
    access.writeWebConfig(folder.resolve("alertmanager-web.yml"), Secret.ALERTMANAGER);
  }

  /** Grafana reads each secret from a file of its own. */
  private void grafana(Path folder) {
    for (Map.Entry<String, String> secret :
        List.of(
            Map.entry("admin", security.of(Identity.GRAFANA).secret(Secret.PAGES)),
            Map.entry("metrics", security.of(Identity.GRAFANA).secret(Secret.METRICS)),
            Map.entry("reader", security.of(Identity.READER).secret(Secret.CASSANDRA)))) {
      OwnerFiles.write(folder.resolve(secret.getKey() + ".password"), secret.getValue());
    }
  }
}
