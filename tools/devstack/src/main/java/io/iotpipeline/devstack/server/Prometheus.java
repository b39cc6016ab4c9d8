package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.MonitoringPorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Prometheus, as it is installed on this machine: it is no jar that Maven could bring. */
public final class Prometheus extends Server {

  public static final String NAME = "prometheus";

  public Prometheus(DevStackConfig config) {
    super(config, NAME);
  }

  /** Whether this machine has it. */
  public static boolean isInstalled() {
    return program(System.getenv("PATH")).isPresent();
  }

  @Override
  public String address() {
    return "http://" + DevStackConfig.HOST + ":" + config.ports().monitoring().prometheus();
  }

  @Override
  public List<Integer> ports() {
    return List.of(config.ports().monitoring().prometheus());
  }

  @Override
  public List<String> lacks() {
    return lacks(System.getenv("PATH"));
  }

  public static List<String> lacks(String path) {
    return program(path).isPresent()
        ? List.of()
        : List.of(
            "there is no program prometheus on the PATH, which --monitoring needs: install it"
                + " (Debian: apt install prometheus; macOS: brew install prometheus), or leave it"
                + " out (--no-monitoring)");
  }

  /** Also while it runs: it notices servers that were added. */
  @Override
  protected void prepare() throws IOException {
    Path template = config.artifacts().monitoring().resolve("prometheus").resolve(NAME + ".yml");
    new PrometheusConfig(template).write(folder(), targets());
  }

  /** By the names of the jobs. */
  private Map<String, List<String>> targets() {
    MonitoringPorts ports = config.ports().monitoring();
    Map<String, List<String>> targets = new LinkedHashMap<>();
    targets.put("kafka", List.of(DevStackConfig.HOST + ":" + ports.kafka()));
    targets.put("connect", List.of(DevStackConfig.HOST + ":" + ports.connect()));
    targets.put("cassandra", Cassandra.all(config).stream().map(Cassandra::metrics).toList());
    targets.put("streams-app", StreamsApp.all(config).stream().map(StreamsApp::listen).toList());
    return targets;
  }

  @Override
  protected List<String> command() {
    String program =
        program(System.getenv("PATH"))
            .orElseThrow(() -> new PipelineException(lacks().get(0)))
            .toString();
    return List.of(
        program,
        "--config.file=" + folder().resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder().resolve("data"),
        "--storage.tsdb.retention.time=7d",
        "--web.listen-address=" + DevStackConfig.HOST + ":" + ports().get(0));
  }

  @Override
  public void probe() throws Exception {
    JsonHttp.get(address() + "/-/ready");
  }

  private static Optional<Path> program(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, NAME))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
