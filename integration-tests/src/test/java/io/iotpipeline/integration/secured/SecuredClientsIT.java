package io.iotpipeline.integration.secured;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Folders;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.kafka.TopicReader;
import io.iotpipeline.admin.remote.RemoteConfig;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.server.Readiness;
import io.iotpipeline.devstack.server.Registry;
import io.iotpipeline.devstack.server.Server;
import io.iotpipeline.devstack.server.ServerProcess;
import io.iotpipeline.integration.Checkout;
import io.iotpipeline.integration.stack.Certificate;
import io.iotpipeline.integration.stack.TestPorts;
import io.iotpipeline.integration.stack.Verbs;
import io.iotpipeline.integration.stack.Waits;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.connection.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * All clients of Kafka and of the registry on servers that require TLS and a login. One file has
 * the settings of all of them.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class SecuredClientsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String KAFKA_PASSWORD = "planted-kafka-password";
  private static final String REGISTRY_PASSWORD = "planted-registry-password";
  private static final String STORE_PASSWORD = "planted-store-password";

  private final Path folder = Checkout.ROOT.resolve("integration-tests/target/it-secured-clients");
  private final Path home = folder.resolve("client");
  private final List<Server> servers = new ArrayList<>();
  private Certificate certificate;
  private LoginProxy registry;
  private Pipeline pipeline;
  private Verbs verbs;

  @BeforeAll
  void start() throws IOException {
    Folders.delete(folder);
    DevStackConfig config =
        new DevStackConfig(Checkout.ROOT, folder.resolve("servers"), TestPorts.free(1));
    certificate = Certificate.create(folder.resolve("node.p12"), STORE_PASSWORD);
    registry = new LoginProxy(config.registryRoot(), "operator:" + REGISTRY_PASSWORD, certificate);
    verbs = new Verbs(home);
    pipeline =
        new Pipeline(
            new Endpoints(
                "127.0.0.1:" + config.ports().kafka(),
                registry.url(),
                "http://127.0.0.1:1",
                List.of("127.0.0.1:1"),
                "datacenter1",
                1),
            EventTtl.NONE,
            new DeploymentFiles(Checkout.ROOT),
            ConnectionSettings.read(write(home, KAFKA_PASSWORD, REGISTRY_PASSWORD)));
    start(new Registry(config));
    start(new SecuredKafka(config, certificate, KAFKA_PASSWORD, pipeline));
    // Connect and Cassandra are not there.
    assertThat(setUp(verbs).text()).contains("8 created", "schemas ");
  }

  private void start(Server server) {
    servers.add(server);
    new ServerProcess(server).start();
    new Readiness(server, System.out, PATIENCE).await();
  }

  @AfterAll
  void stop() {
    servers.forEach(server -> new ServerProcess(server).stop(Duration.ofSeconds(20)));
    registry.close();
  }

  /** Writes the file for all parts. */
  private Path write(Path home, String kafkaPassword, String registryPassword) throws IOException {
    Path file = Files.createDirectories(home).resolve(RemoteConfig.CONNECTIONS);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(
        file,
        """
        kafka.security.protocol=SASL_SSL
        kafka.sasl.mechanism=PLAIN
        kafka.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required \
        username="%1$s" password="%2$s";
        kafka.ssl.truststore.location=%3$s
        kafka.ssl.truststore.password=%4$s
        kafka.ssl.truststore.type=PKCS12
        registry.basic.auth.user.info=operator:%5$s
        registry.ssl.truststore.location=%3$s
        registry.ssl.truststore.password=%4$s
        registry.ssl.truststore.type=PKCS12
        cassandra.advanced.auth-provider.username=nobody
        """
            .formatted(
                SecuredKafka.USER,
                kafkaPassword,
                certificate.store(),
                STORE_PASSWORD,
                registryPassword));
  }

  private Verbs.Result setUp(Verbs verbs) {
    Endpoints endpoints = pipeline.endpoints();
    return verbs.run(
        "setup",
        "--bootstrap-servers=" + endpoints.bootstrapServers(),
        "--schema-registry-url=" + endpoints.registryUrl(),
        "--connect-url=" + endpoints.connectUrl(),
        "--cassandra=" + endpoints.cassandra().get(0),
        "--patience=2s");
  }

  @Test
  void events_pass_from_the_producer_through_the_app_and_no_output_has_a_secret() throws Exception {
    assertThat(verbs.run("simulate", "--sensors", "10", "--rate", "0", "--events", "500").code())
        .isZero();
    Path log = folder.resolve("streams-app.log");
    Process app = app(log);
    try (TopicReader topics = new TopicReader(pipeline)) {
      Waits.await("all events in validated-events")
          .until(() -> topics.count(Topics.VALIDATED_EVENTS.name()) == 500);
    } finally {
      app.destroy();
      app.onExit().join();
    }

    assertThat(verbs.run("kafka", "topics", "--list").code()).isZero();
    assertThat(home).isDirectoryNotContaining("glob:**kafka-*.properties");
    assertThat(Files.readString(log) + verbs.run("status").text())
        .contains("RUNNING", "kafka")
        .doesNotContain(KAFKA_PASSWORD, REGISTRY_PASSWORD, STORE_PASSWORD);
  }

  private Process app(Path log) throws IOException {
    List<String> command =
        JavaCommand.ofThisJvm(256)
            .jar(
                new DevStackConfig(Checkout.ROOT, folder, TestPorts.free(1))
                    .artifacts()
                    .streamsAppJar(),
                "--config",
                home.resolve(RemoteConfig.CONNECTIONS).toString(),
                "--bootstrap-servers",
                pipeline.bootstrapServers(),
                "--schema-registry-url",
                pipeline.registryUrl(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--http-listen",
                "off");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** A client of Kafka would take the TLS alert for the length of a response. */
  @Test
  void a_client_without_tls_gets_the_reason() throws Exception {
    Path nobody = folder.resolve("nobody");

    assertThat(setUp(new Verbs(nobody)).text()).contains("it speaks TLS", "certification path");
    assertThat(new Verbs(nobody).run("quarantine", "list").text())
        .contains("it speaks TLS, the client does not; set security.protocol");
  }

  @Test
  void a_wrong_login_is_named_by_each_server() throws IOException {
    Path another = folder.resolve("stranger");
    write(another, "wrong-kafka-password", "wrong-registry-password");

    assertThat(setUp(new Verbs(another)).text())
        .contains(
            "Authentication failed: Invalid username or password",
            "401: set a valid login: schema.registry.basic.auth.user.info")
        .doesNotContain("wrong-kafka-password", "wrong-registry-password", STORE_PASSWORD);
  }
}
