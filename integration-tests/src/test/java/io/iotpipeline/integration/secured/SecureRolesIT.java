package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.roles.CassandraRoles;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import io.iotpipeline.devstack.server.Cassandra;
import io.iotpipeline.devstack.server.NodeTool;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.TestLog;
import io.iotpipeline.integration.stack.TestPorts;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Cassandra node of a secured stack: who gets in, and what each role may do. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class SecureRolesIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> INSERTS =
      List.of(
          "INSERT INTO iot.sensor_events (sensor_id, day, hour, event_time, event_id, measurements)"
              + " VALUES ('s', '2026-01-31', 0, '2026-01-31T12:00:00Z', uuid(), {'t': 1.0})",
          "INSERT INTO iot.hourly_aggregates (sensor_id, metric, window_start, count)"
              + " VALUES ('s', 't', '2026-01-31T12:00:00Z', 1)",
          "INSERT INTO iot.sensor_alerts (sensor_id, event_time, event_id, metric, kind)"
              + " VALUES ('s', '2026-01-31T12:00:00Z', uuid(), 't', 'k')");

  private DevStackConfig config;
  private StackSecurity security;
  private Cassandra node;
  private CassandraRoles roles;

  @BeforeAll
  void start() {
    Path home = Checkout.ROOT.resolve("integration-tests/target/it-secured-roles");
    config = new DevStackConfig(Checkout.ROOT, home, TestPorts.free(1)).withSecure(true);
    node = Cassandra.all(config).get(0);
    new ServerProcess(node).stop(Duration.ofSeconds(20));
    Folders.delete(home);
    security = config.security().orElseThrow();
    security.create();
    new ServerProcess(node).start();
    new Readiness(node, System.out, PATIENCE).await();
    roles = CassandraRoles.of(config).orElseThrow();
    crashAfterTheFirstStatement();
    long started = System.nanoTime();
    TestLog.print(roles.create());
    TestLog.print("%.1f s for the roles".formatted(TestLog.secondsSince(started)));
    assertThat(new TableSetup(config.pipeline()).apply()).containsPattern("([1-9]) of \\1 files");
    roles.grant();
  }

  /**
   * As the built-in superuser, which exists shortly after the node answers. Until the roles are
   * made, others can log in as it too.
   */
  private void crashAfterTheFirstStatement() {
    Waits.await("the built-in superuser").until(() -> accepts(builtIn()));
    try (CqlSession session = open(builtIn())) {
      session.execute("CREATE ROLE iot_cassandra");
      session.execute(
          "CREATE ROLE \"In\"\"truder\" WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = 'x'");
    }
  }

  @AfterAll
  void stop() {
    new ServerProcess(node).stop(Duration.ofSeconds(20));
  }

  @Test
  void nobody_gets_in_without_tls_and_the_right_login(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pipeline.properties"),
            """
            cassandra.advanced.ssl-engine-factory.class=DefaultSslEngineFactory
            cassandra.advanced.ssl-engine-factory.truststore-path=%s
            cassandra.advanced.ssl-engine-factory.truststore-password=%s
            cassandra.advanced.ssl-engine-factory.allow-dns-reverse-lookup-san=false
            """
                .formatted(
                    security.of(Identity.READER).trustStore(),
                    security.of(Identity.READER).reference(Secret.TRUST_STORE)));

    assertThat(accepts(ConnectionSettings.read(file))).as("TLS without a login").isFalse();
    assertThat(accepts(login("iot_reader", "wrong"))).as("a wrong password").isFalse();
    assertThat(accepts(login("nobody", "wrong"))).as("no such role").isFalse();
    assertThat(accepts(login("In\"truder", "x"))).as("made before the roles").isFalse();
    assertThatThrownBy(() -> open(ConnectionSettings.NONE).close())
        .as("plain text")
        .isInstanceOf(AllNodesFailedException.class);
    Waits.await("caches of the node without the built-in superuser")
        .atMost(Duration.ofSeconds(15))
        .until(() -> !accepts(builtIn()));
  }

  /** Otherwise each server of the stack could read and write as a node does, without a role. */
  @Test
  void only_the_certificate_of_a_node_opens_the_port_between_nodes() throws Exception {
    assertThat(opensStoragePort(Identity.CASSANDRA)).isTrue();
    for (Identity other :
        List.of(Identity.CONNECT, Identity.STREAMS_APP, Identity.REGISTRY, Identity.PROMETHEUS)) {
      assertThat(opensStoragePort(other)).as(other.id()).isFalse();
    }
  }

  /** A node that accepts the certificate waits for what its peer says. */
  private boolean opensStoragePort(Identity identity) throws Exception {
    Credentials own = security.of(identity);
    char[] password = own.secret(Secret.KEY_STORE).toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(own.keyStore().toFile(), password), password);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(
        KeyStore.getInstance(
            own.trustStore().toFile(), own.secret(Secret.TRUST_STORE).toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (Socket socket =
        context
            .getSocketFactory()
            .createSocket(Ports.nodeHost(1), config.ports().cassandraStorage())) {
      socket.setSoTimeout(2_000);
      return socket.getInputStream().read() != -1;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SSLException | SocketException e) {
      return false;
    }
  }

  @Test
  void connectors_write_their_tables_and_can_do_nothing_else() {
    try (CqlSession connect = open(login(Identity.CONNECT))) {
      INSERTS.forEach(connect::execute);

      assertRefused(
          connect,
          "SELECT * FROM iot.sensor_events LIMIT 1",
          "INSERT INTO iot.schema_migrations (number) VALUES (99)",
          "ALTER TABLE iot.sensor_alerts ADD more text",
          "CREATE TABLE iot.more (id text PRIMARY KEY)",
          "DROP TABLE iot.sensor_alerts",
          "SELECT * FROM system_auth.roles",
          "ALTER ROLE iot_reader WITH PASSWORD = 'x'");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Identity.class,
      names = {"API", "READER"})
  void readers_read_and_can_do_nothing_else(Identity identity) {
    try (CqlSession reader = open(login(identity))) {
      for (String table :
          List.of("sensor_events", "hourly_aggregates", "sensor_alerts", "sensors")) {
        reader.execute("SELECT * FROM iot." + table + " LIMIT 1");
      }

      assertRefused(reader, INSERTS.toArray(String[]::new));
      assertRefused(
          reader,
          "TRUNCATE iot.sensor_alerts",
          "ALTER TABLE iot.sensor_alerts ADD more text",
          "CREATE KEYSPACE more WITH replication = {'class': 'SimpleStrategy'}",
          "SELECT * FROM system_auth.roles",
          "SELECT * FROM system_views.settings");
    }
  }

  @Test
  void the_operator_changes_tables_and_no_roles() {
    assertThat(new TableSetup(config.pipeline()).apply()).containsPattern("^0 of [1-9] files");
    try (CqlSession operator = CassandraSession.open(config.pipeline())) {
      operator.execute("ALTER KEYSPACE iot WITH durable_writes = true");
      operator.execute("CREATE TABLE IF NOT EXISTS iot.of_operator (id text PRIMARY KEY)");
      operator.execute("INSERT INTO iot.of_operator (id) VALUES ('a')");
      assertThat(operator.execute("SELECT id FROM iot.of_operator").all()).hasSize(1);
      operator.execute("TRUNCATE iot.of_operator");
      operator.execute("DROP TABLE iot.of_operator");

      assertRefused(
          operator,
          "CREATE ROLE more WITH LOGIN = true",
          "ALTER ROLE iot_operator WITH SUPERUSER = true",
          "ALTER ROLE iot_cassandra WITH PASSWORD = 'x'",
          "GRANT SELECT ON ALL KEYSPACES TO iot_reader",
          "SELECT * FROM system_auth.roles",
          "ALTER KEYSPACE system_auth WITH durable_writes = true",
          "SELECT * FROM system_views.settings");
    }
  }

  @Test
  void jmx_requires_a_login_which_nodetool_has() throws Exception {
    assertThatThrownBy(() -> connectToJmx(Map.of()))
        .hasMessageContaining("SecurityException: Authentication failed! Credentials required");
    String[] wrong = {"iot_cassandra", "wrong"};
    assertThatThrownBy(() -> connectToJmx(Map.of(JMXConnector.CREDENTIALS, wrong)))
        .hasMessageContaining("SecurityException: Authentication failed! Invalid username");
    assertThat(new NodeTool(config, node).output(List.of("status"))).contains("UN  127.0.0.1");
  }

  @SuppressWarnings("BanJNDI") // a server of this test
  private void connectToJmx(Map<String, Object> environment) throws IOException {
    int port = config.ports().cassandraJmx().get(0);
    JMXServiceURL url =
        new JMXServiceURL(
            "service:jmx:rmi:///jndi/rmi://%s:%d/jmxrmi".formatted(DevStackConfig.HOST, port));
    JMXConnectorFactory.connect(url, environment).close();
  }

  @Test
  void roles_are_made_again_after_a_crash() {
    try (CqlSession superuser = open(security.connections(Identity.CASSANDRA))) {
      Waits.await("the built-in superuser as it was before the crash")
          .until(
              () ->
                  executes(
                      superuser,
                      "ALTER ROLE cassandra WITH SUPERUSER = true AND LOGIN = true"
                          + " AND PASSWORD = 'cassandra'"));
      superuser.execute("DROP ROLE iot_reader");
      superuser.execute("CREATE ROLE iot_reader");
      superuser.execute("REVOKE MODIFY ON TABLE iot.sensor_alerts FROM iot_connect");
    }

    roles.create();
    roles.create();

    Waits.await("the roles").until(() -> accepts(login(Identity.READER)));
    try (CqlSession connect = open(login(Identity.CONNECT));
        CqlSession reader = open(login(Identity.READER))) {
      Waits.await("the rights of the connectors")
          .until(() -> INSERTS.stream().allMatch(insert -> executes(connect, insert)));
      Waits.await("the rights of the reader")
          .until(() -> executes(reader, "SELECT * FROM iot.sensor_alerts LIMIT 1"));
    }
    Waits.await("caches of the node without the built-in superuser")
        .atMost(Duration.ofSeconds(15))
        .until(() -> !accepts(builtIn()));
  }

  @Test
  void a_password_that_is_changed_in_the_file_of_secrets_holds_within_ten_seconds()
      throws IOException {
    String old = security.of(Identity.READER).secret(Secret.CASSANDRA);
    assertThat(accepts(login("iot_reader", old))).isTrue();
    Path secrets = security.of(Identity.READER).secretsFile();
    OwnerFiles.write(secrets, Files.readString(secrets).replace(old, "new of 'the reader'"));

    roles.create();

    long changed = System.nanoTime();
    Waits.await("the new password")
        .until(() -> accepts(login("iot_reader", "new of 'the reader'")));
    Waits.await("the end of the old password").until(() -> !accepts(login("iot_reader", old)));
    TestLog.print("%.1f s for the password".formatted(TestLog.secondsSince(changed)));
    assertThat(TestLog.secondsSince(changed)).isLessThan(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOGIN_SUCCESS", "LOGIN_ERROR", "CREATE_TABLE", "ALTER_ROLE", "GRANT"})
  void the_audit_log_has_logins_and_changes(String type) throws IOException {
    accepts(login("iot_reader", "wrong"));

    assertThat(Files.readString(auditLog())).contains("|type:" + type + "|");
  }

  @Test
  void the_audit_log_names_who_was_refused_what() throws IOException {
    accepts(login("iot_intruder", "wrong"));
    try (CqlSession reader = open(login(Identity.READER))) {
      assertRefused(reader, "DROP TABLE iot.sensor_events");
    }

    assertThat(Files.readString(auditLog()).lines())
        .anyMatch(line -> line.contains("LOGIN_ERROR") && line.contains("iot_intruder"))
        .anyMatch(
            line ->
                line.contains("UNAUTHORIZED_ATTEMPT")
                    && line.contains("user:iot_reader")
                    && line.contains("DROP TABLE iot.sensor_events"));
  }

  @Test
  void no_log_and_no_process_shows_a_password() throws IOException {
    accepts(login("iot_reader", "a-wrong-password"));
    List<String> secrets = new ArrayList<>(List.of("a-wrong-password"));
    for (Identity identity :
        List.of(
            Identity.CASSANDRA,
            Identity.OPERATOR,
            Identity.CONNECT,
            Identity.API,
            Identity.READER)) {
      secrets.add(security.of(identity).secret(Secret.CASSANDRA));
    }
    for (Secret secret : List.of(Secret.JMX, Secret.KEY_STORE, Secret.TRUST_STORE)) {
      secrets.add(security.of(Identity.CASSANDRA).secret(secret));
    }

    for (Path file : List.of(auditLog(), node.log(), node.output(), commandLine())) {
      assertThat(Files.readString(file)).doesNotContain(secrets.toArray(String[]::new));
    }
  }

  private Path commandLine() {
    long pid = new ServerProcess(node).running().orElseThrow().pid();
    Path linux = Path.of("/proc/" + pid + "/cmdline");
    return Files.exists(linux) ? linux : node.log();
  }

  private Path auditLog() {
    return node.folder().resolve("audit.log");
  }

  private void assertRefused(CqlSession session, String... statements) {
    for (String statement : statements) {
      assertThatThrownBy(() -> session.execute(statement))
          .as(statement)
          .isInstanceOf(UnauthorizedException.class);
    }
  }

  private static boolean executes(CqlSession session, String statement) {
    try {
      session.execute(statement);
      return true;
    } catch (DriverException e) {
      return false;
    }
  }

  /** Whether the login is accepted; a failure for another reason fails the test. */
  private boolean accepts(ConnectionSettings login) {
    try (CqlSession session = open(login)) {
      session.execute("SELECT release_version FROM system.local");
      return true;
    } catch (AllNodesFailedException e) {
      assertThat(CassandraSession.isLoginRefused(e)).as(e.toString()).isTrue();
      return false;
    }
  }

  private CqlSession open(ConnectionSettings settings) {
    return CassandraSession.openTo(address(), DevStackConfig.DATACENTER, settings);
  }

  private InetSocketAddress address() {
    return config.pipeline().endpoints().cassandraAddresses().get(0);
  }

  private ConnectionSettings login(Identity identity) {
    return login(identity.role(), security.of(identity).secret(Secret.CASSANDRA));
  }

  private ConnectionSettings builtIn() {
    return login("cassandra", "cassandra");
  }

  private ConnectionSettings login(String role, String password) {
    return security.connections(Identity.CASSANDRA).withCassandraLogin(role, password);
  }
}
