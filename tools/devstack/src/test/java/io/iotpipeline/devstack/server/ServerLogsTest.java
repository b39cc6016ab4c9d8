package io.iotpipeline.devstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.iotpipeline.devstack.DevStack;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.Ports;
import io.iotpipeline.devstack.process.Templates;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** That no log of a server grows without bound. */
class ServerLogsTest {

  private static final int KILOBYTES_WRITTEN = 200;

  @TempDir private Path home;

  /** A process that prints a line and ends. */
  private final class Printing extends Server {
    private final String line;

    Printing(String line) {
      super(new DevStackConfig(home, home, Ports.DEFAULT), "printing");
      this.line = line;
    }

    @Override
    public String address() {
      return "nowhere";
    }

    @Override
    protected List<Integer> ports() {
      return List.of();
    }

    @Override
    protected void prepare() {}

    @Override
    protected List<String> command() {
      return List.of("/bin/sh", "-c", "echo '" + line + "'; exec tail -f /dev/null");
    }

    @Override
    protected void probe() {}
  }

  @BeforeEach
  void the_servers_are_built() throws Exception {
    create("streams-app/target/streams-app.jar", "");
    create("tools/devstack/servers/registry/target/registry/apicurio-runner.jar", "");
  }

  /** If this fails, a server is new: its log needs a bound and a test here. */
  @Test
  void every_server_is_tested_here() {
    DevStack stack =
        new DevStack(
            config().withPrometheus(true), new PrintStream(OutputStream.nullOutputStream()));

    assertThat(stack.servers())
        .extracting(Server::name)
        .filteredOn(name -> !List.of("alertmanager", "prometheus").contains(name))
        .containsExactly(
            "kafka", "registry", "cassandra", "connect", "streams-app-1", "gateway", "api");
  }

  @Test
  void kafka_and_connect_keep_the_newest_files_of_a_limited_size() throws Exception {
    for (Server server : List.of(new Kafka(config()), new ConnectWorker(config()))) {
      Files.createDirectories(server.folder());
      Path configuration = server.folder().resolve("log4j2.properties");
      Templates.write("log4j2.properties", configuration, ServerLogs.templateValues(server));
      // 10 KB instead of 10 MB.
      Files.writeString(configuration, Files.readString(configuration).replace("= 10MB", "= 10KB"));

      try (LoggerContext log4j = new LoggerContext(server.name(), null, configuration.toUri())) {
        log4j.start();
        for (int i = 0; i < KILOBYTES_WRITTEN; i++) {
          log4j.getLogger("test").warn("{} {}", i, "x".repeat(1000));
        }
        assertThat(log4j.getConfiguration().getRootLogger().getAppenders()).hasSize(1);
      }

      assertThat(server.log()).content().contains(" " + (KILOBYTES_WRITTEN - 1) + " ");
      assertThat(kilobytes(server)).hasSize(5).allSatisfy(size -> assertThat(size).isLessThan(12));
      assertThat(kilobytes(server).stream().mapToLong(size -> size).sum())
          .isCloseTo(50, within(12L));
    }
  }

  /** Read as text, because the logging library of Cassandra is not on this class path. */
  @Test
  void cassandra_has_five_files_of_10_mb_and_no_console() throws Exception {
    Server server = Cassandra.all(config()).get(0);
    Path configuration = home.resolve("logback.xml");
    Map<String, Object> values = new HashMap<>(ServerLogs.templateValues(server));
    values.put("audit", "");
    Templates.write("cassandra-logback.xml", configuration, values);

    Document xml =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(configuration.toFile());

    assertThat(text(xml, "file")).containsExactly(server.log().toString());
    assertThat(text(xml, "fileNamePattern")).containsExactly(server.log() + ".%i");
    assertThat(text(xml, "maxIndex")).containsExactly("4");
    assertThat(text(xml, "maxFileSize")).containsExactly("10MB");
    assertThat(text(xml, "checkIncrement")).containsExactly("1 second");
    assertThat(configuration).content().doesNotContain("ConsoleAppender");
  }

  @Test
  void the_registry_has_five_files_of_10_mb_and_no_console() {
    Registry registry = new Registry(config());

    assertThat(registry.command())
        .contains(
            "-Dquarkus.log.console.enable=false",
            "-Dquarkus.log.file.path=" + registry.log(),
            "-Dquarkus.log.file.rotation.max-file-size=10M",
            "-Dquarkus.log.file.rotation.max-backup-index=4");
  }

  @Test
  void the_streams_app_logs_to_a_file_that_it_rotates() {
    StreamsApp app = StreamsApp.all(config()).get(0);

    assertThat(app.command())
        .contains(
            "-Dlog.appender=file", "-Dlog.file=" + app.log(), "-Dlog.mb=10", "-Dlog.older.files=4");
  }

  @Test
  void the_gateway_logs_to_a_file_that_it_rotates() {
    Gateway gateway = Gateway.all(config()).get(0);

    assertThat(gateway.command())
        .contains(
            "-Dlog.appender=file",
            "-Dlog.file=" + gateway.log(),
            "-Dlog.mb=10",
            "-Dlog.older.files=4");
  }

  @Test
  void the_api_logs_to_a_file_that_it_rotates() {
    Api api = Api.all(config()).get(0);

    assertThat(api.command())
        .contains(
            "-Dlog.appender=file", "-Dlog.file=" + api.log(), "-Dlog.mb=10", "-Dlog.older.files=4");
  }

  @Test
  void prometheus_and_alertmanager_print_only_warnings() throws Exception {
    Path program = create("bin/prometheus", "");
    Path alertmanager = create("bin/prometheus-alertmanager", "");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    create("monitoring/alertmanager/alertmanager.yml", "");
    assertThat(alertmanager.toFile().setExecutable(true)).isTrue();

    String path = program.getParent().toString();
    assertThat(new Prometheus(config()).command(path)).contains("--log.level=warn");
    assertThat(new Alertmanager(config()).command(path))
        .contains(alertmanager.toString(), "--log.level=warn");
  }

  @Test
  void what_a_server_prints_is_kept_of_this_run_and_of_the_one_before() {
    for (String run : List.of("first", "second", "third")) {
      Server server = new Printing(run);
      ServerProcess process = new ServerProcess(server);
      process.start();
      awaitOutput(server, run);
      process.kill();
    }

    Server server = new Printing("");
    assertThat(server.output()).hasContent("third");
    assertThat(server.folder().resolve("printing.out.1")).hasContent("second");
  }

  @Test
  void what_a_crash_has_only_printed_is_in_the_tail_and_its_file_in_the_status() throws Exception {
    Server server = new Printing("Terminating due to java.lang.OutOfMemoryError");
    create("printing/printing.log", "a line\n");
    Files.setLastModifiedTime(server.log(), FileTime.fromMillis(1_000_000_000_000L));
    ServerProcess process = new ServerProcess(server);
    process.start();
    awaitOutput(server, "OutOfMemoryError");
    process.kill();

    assertThat(new ServerLogs(server).tail(5))
        .containsSubsequence(
            server.log().toString(),
            "a line",
            server.output().toString(),
            "Terminating due to java.lang.OutOfMemoryError");
    assertThat(process.status().log()).isEqualTo(server.output().toString());
  }

  @Test
  void a_server_without_a_log_that_has_printed_nothing_has_an_empty_file() throws Exception {
    Server server = new Printing("");
    create("printing/printing.out", "");

    assertThat(new ServerLogs(server).files()).containsExactly(server.output());
    assertThat(new ServerLogs(server).tail(5)).isEmpty();
  }

  private DevStackConfig config() {
    return new DevStackConfig(home, home, Ports.DEFAULT);
  }

  private Path create(String file, String content) throws Exception {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private static void awaitOutput(Server server, String line) {
    while (!new ServerLogs(server).tail(1).contains(line)) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static List<Long> kilobytes(Server server) throws Exception {
    try (var files = Files.list(server.folder())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(server.name() + ".log"))
          .map(file -> file.toFile().length() / 1024)
          .toList();
    }
  }

  private static List<String> text(Document xml, String element) {
    List<String> texts = new ArrayList<>();
    var nodes = xml.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
