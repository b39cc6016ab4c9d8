package io.iotpipeline.integration.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.iotpipeline.admin.cassandra.CassandraSession;
import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.setup.TableSetup;
import io.iotpipeline.connect.cassandra.CassandraSinkConnector;
import io.iotpipeline.connect.cassandra.CassandraSinkTask;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.TestPorts;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
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
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The Cassandra sink, without Kafka, on a real Cassandra that requires TLS, a certificate and a
 * login.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class SecuredCassandraIT {

  private static final int ROWS = 1_000;
  private static final String USER = "cassandra";

  private DevStackConfig config;
  private SecuredCassandra cassandra;
  private CqlSession session;

  @BeforeAll
  void start() {
    Path home = Checkout.ROOT.resolve("integration-tests/target/it-secured-cassandra");
    config = new DevStackConfig(Checkout.ROOT, home, TestPorts.free(1));
    cassandra = new SecuredCassandra(config, () -> openSession().close());
    cassandra.start(System.out);
    session = openSession();
    session.execute(
        "CREATE KEYSPACE secured WITH replication ="
            + " {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
    session.execute("CREATE TABLE secured.readings (id text PRIMARY KEY, n int)");
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
    cassandra.close();
  }

  @Test
  void rows_arrive_over_tls_with_a_certificate_and_a_login() {
    Map<String, String> config = config();
    CassandraSinkConnector connector = new CassandraSinkConnector();
    connector.start(config);
    CassandraSinkTask task = new CassandraSinkTask();
    task.initialize(unused(SinkTaskContext.class));
    task.start(connector.taskConfigs(1).get(0));

    try {
      task.put(
          IntStream.range(0, ROWS)
              .mapToObj(n -> new SinkRecord("t", 0, null, "id-" + n, null, Map.of("n", n), n))
              .toList());
    } finally {
      task.stop();
    }

    assertThat(errors(config)).isEmpty();
    assertThat(session.execute("SELECT id, n FROM secured.readings").all())
        .hasSize(ROWS)
        .allSatisfy(row -> assertThat(row.getString("id")).isEqualTo("id-" + row.getInt("n")));
  }

  @Test
  void the_verbs_log_in_with_the_settings_of_the_driver(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pipeline.properties"),
            """
            cassandra.advanced.auth-provider.class=PlainTextAuthProvider
            cassandra.advanced.auth-provider.username=cassandra
            cassandra.advanced.auth-provider.password=${file:%1$s/secrets:cassandra}
            cassandra.advanced.ssl-engine-factory.class=DefaultSslEngineFactory
            cassandra.advanced.ssl-engine-factory.allow-dns-reverse-lookup-san=false
            cassandra.advanced.ssl-engine-factory.truststore-path=%2$s
            cassandra.advanced.ssl-engine-factory.truststore-password=${file:%1$s/secrets:store}
            cassandra.advanced.ssl-engine-factory.keystore-path=%2$s
            cassandra.advanced.ssl-engine-factory.keystore-password=${file:%1$s/secrets:store}
            """
                .formatted(folder, cassandra.keystore()));
    Files.writeString(
        folder.resolve("secrets"), "cassandra=cassandra\nstore=" + SecuredCassandra.PASSWORD);

    String tables = new TableSetup(pipeline(ConnectionSettings.read(file))).apply();

    assertThat(tables).contains("6 of 6 files");
    String withoutCertificate = Files.readString(file).replaceAll("(?m)^.*keystore-.*$", "");
    Files.writeString(file, withoutCertificate);
    assertThatThrownBy(() -> CassandraSession.probe(pipeline(ConnectionSettings.read(file))))
        .hasMessageContaining("cassandra.advanced.ssl-engine-factory.*");
    assertThatThrownBy(() -> CassandraSession.probe(pipeline(ConnectionSettings.NONE)))
        .hasMessageContaining("it may require TLS");
  }

  private Pipeline pipeline(ConnectionSettings connections) {
    return new Pipeline(
        config.pipeline().endpoints(),
        EventTtl.NONE,
        new DeploymentFiles(Checkout.ROOT),
        connections);
  }

  /** A case with an empty value removes the key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth.password | wrong | auth.username | Cassandra rejects the login",
        "auth.username | '' | auth.username | Cassandra rejects the login",
        "ssl.provider | None | contactPoints | Cassandra does not answer",
        "ssl.truststore.path | '' | contactPoints | unable to find valid certification path",
        "contactPoints | localhost | contactPoints | No name matching localhost found",
      })
  void validation_names_the_key_to_change(
      String key, String value, String wrongKey, String message) {
    Map<String, String> config = config();
    config.put(key, value);
    config.values().removeIf(String::isEmpty);

    Map<String, List<String>> errors = errors(config);

    assertThat(errors).containsOnlyKeys(wrongKey);
    assertThat(errors.get(wrongKey)).singleElement().asString().contains(message);
  }

  @Test
  void a_certificate_of_another_host_is_accepted_without_host_name_validation() {
    Map<String, String> config = config();
    config.put("contactPoints", "localhost");
    config.put("ssl.hostnameValidation", "false");

    Map<String, List<String>> errors = errors(config);

    assertThat(errors).isEmpty();
  }

  /** What a task uses only if something is wrong. */
  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              throw new AssertionError("not expected: " + method);
            }));
  }

  private static Map<String, List<String>> errors(Map<String, String> config) {
    return new CassandraSinkConnector()
        .validate(config).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  private Map<String, String> config() {
    Map<String, String> connector = new HashMap<>();
    connector.put("name", "secured");
    connector.put("topics", "t");
    connector.put("contactPoints", DevStackConfig.HOST);
    connector.put("port", String.valueOf(config.ports().cassandra()));
    connector.put("loadBalancing.localDc", DevStackConfig.DATACENTER);
    connector.put("topic.t.secured.readings.mapping", "id=key, n=value.n");
    connector.put("auth.username", USER);
    connector.put("auth.password", USER);
    connector.put("ssl.provider", "JDK");
    connector.put("ssl.truststore.path", cassandra.keystore().toString());
    connector.put("ssl.truststore.password", SecuredCassandra.PASSWORD);
    connector.put("ssl.keystore.path", cassandra.keystore().toString());
    connector.put("ssl.keystore.password", SecuredCassandra.PASSWORD);
    // The certificate names an address, and the driver would look for the address's name.
    connector.put(
        "datastax-java-driver.advanced.ssl-engine-factory.allow-dns-reverse-lookup-san", "false");
    return connector;
  }

  private CqlSession openSession() {
    // The driver's own limit, two seconds for a request, is too short for a busy machine.
    DriverConfigLoader patient =
        DriverConfigLoader.programmaticBuilder()
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(20))
            .build();
    return CqlSession.builder()
        .withConfigLoader(patient)
        .addContactPoint(config.pipeline().endpoints().cassandraAddresses().get(0))
        .withLocalDatacenter(DevStackConfig.DATACENTER)
        .withAuthCredentials(USER, USER)
        .withSslContext(certificateOfTheNode())
        .build();
  }

  private SSLContext certificateOfTheNode() {
    try (InputStream in = Files.newInputStream(cassandra.keystore())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, SecuredCassandra.PASSWORD.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, SecuredCassandra.PASSWORD.toCharArray());
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
