package io.iotpipeline.devstack.server;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The configuration of a Cassandra node, with logins and TLS if the stack is secured. */
final class CassandraFiles {

  /**
   * How often a new ring tries to make its first role, which needs most of the nodes. The default
   * of 10 s would be added to the first start.
   */
  private static final int FIRST_ROLE_MS = 500;

  /** Of the hash of a password, as a power of two. */
  private static final int LEAST_HASH_ROUNDS = 4;

  private final Path folder;
  private final int nodes;
  private final Optional<StackSecurity> security;

  CassandraFiles(DevStackConfig config, Path folder) {
    this.folder = folder;
    this.nodes = config.ports().cassandraNodes();
    this.security = config.security();
  }

  /**
   * @param settings of the template of {@code cassandra.yaml}
   * @param log of the node
   */
  void write(Map<String, Object> settings, Map<String, Object> log) throws IOException {
    Map<String, Object> logs = new HashMap<>(log);
    logs.put("audit", security.isPresent() ? audit() : "");
    Templates.write("cassandra-logback.xml", logback(), logs);
    if (security.isPresent()) {
      writeSecured(settings, security.get().of(Identity.CASSANDRA));
    } else {
      Templates.write("cassandra.yaml", yaml(), settings);
    }
  }

  /** The file has the passwords of the stores, because Cassandra reads them from nowhere else. */
  private void writeSecured(Map<String, Object> settings, Credentials own) throws IOException {
    Map<String, Object> stores =
        Map.of(
            "keystore", own.keyStore(),
            "keystore.password", own.secret(Secret.KEY_STORE),
            "truststore", own.trustStore(),
            "truststore.password", own.secret(Secret.TRUST_STORE));
    OwnerFiles.write(
        yaml(),
        Templates.text("cassandra.yaml", settings)
            + Templates.text("cassandra-secure.yaml", stores));
    new JmxLogin(folder).write(own.secret(Secret.JMX));
  }

  private String audit() throws IOException {
    return Templates.text(
        "cassandra-audit-logback.xml", ServerLogs.templateValues(folder.resolve("audit.log")));
  }

  /** System properties that read these files, and those of a secured node. */
  Map<String, Object> properties() {
    Map<String, Object> properties = new TreeMap<>();
    properties.put("cassandra.config", yaml().toUri());
    properties.put("logback.configurationFile", logback());
    if (security.isPresent()) {
      properties.putAll(new JmxLogin(folder).properties());
      // Of the keyspace of the roles, when a new ring makes it.
      properties.put("cassandra.system_auth.default_rf", nodes);
      properties.put("cassandra.superuser_setup_delay_ms", FIRST_ROLE_MS);
      // Slow hashes protect passwords that can be guessed. These have 192 random bits, and for the
      // connections of a start the hashes took seconds of CPU time.
      properties.put("cassandra.auth_bcrypt_gensalt_log2_rounds", LEAST_HASH_ROUNDS);
    }
    return properties;
  }

  /** Options of the JVM that Cassandra and its tools need. */
  static List<String> javaOptions() throws IOException {
    return Templates.text("cassandra-jvm.options", Map.of())
        .lines()
        .filter(line -> line.startsWith("-"))
        .toList();
  }

  private Path yaml() {
    return folder.resolve("cassandra.yaml");
  }

  private Path logback() {
    return folder.resolve("logback.xml");
  }
}
