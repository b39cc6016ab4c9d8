package io.iotpipeline.chaos.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaboteurTest {

  private static final List<String> COMMAND =
      List.of("java", "-Xmx384m", "-jar", "/app.jar", "--http-listen", "127.0.0.1:1");

  @TempDir private Path home;

  private Saboteur saboteur(Sabotage sabotage) {
    return new Saboteur(
        new DevStackConfig(home, home, Ports.DEFAULT), Optional.ofNullable(sabotage));
  }

  @Test
  void the_app_gets_the_clients_on_its_class_path() throws IOException {
    Saboteur saboteur = saboteur(Sabotage.EXACTLY_ONCE);
    saboteur.beforeStart();

    List<String> command = saboteur.streamsAppCommand(COMMAND);

    String classPath = command.get(command.indexOf("-cp") + 1);
    assertThat(classPath).startsWith("/app.jar");
    assertThat(command)
        .endsWith(
            "--set", "kafka.default.client.supplier=" + TransactionlessClients.class.getName());
    assertThat(classes(Path.of(classPath.substring(classPath.indexOf(":") + 1))))
        .contains(path(TransactionlessClients.class), path(TransactionlessProducer.class));
    assertThat(KafkaClientSupplier.class).isAssignableFrom(TransactionlessClients.class);
  }

  @Test
  void the_worker_gets_the_task_beside_the_sink() throws IOException {
    saboteur(Sabotage.EARLY_COMMIT).beforeStart();

    assertThat(classes(home.resolve("connect/plugins/cassandra-sink/early-commit.jar")))
        .contains(path(EarlyCommitConnector.class), path(EarlyCommitTask.class));
    assertThat(SinkConnector.class).isAssignableFrom(EarlyCommitConnector.class);
  }

  @Test
  void without_sabotage_the_app_starts_as_usual() {
    assertThat(saboteur(null).streamsAppCommand(COMMAND)).isEqualTo(COMMAND);
    assertThat(saboteur(Sabotage.WRITE_TIME).streamsAppCommand(COMMAND)).isEqualTo(COMMAND);
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  /** All nested classes are there as well: each class of these files that the test can name. */
  private static List<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
