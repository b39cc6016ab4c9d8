package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.config.MonitoringPorts;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Prometheus that is installed on this machine; Maven Central does not have it. */
public final class Prometheus extends Server {

  public static final String NAME = "prometheus";

  public static final String NOT_INSTALLED =
      "prometheus    not started: the program is not on the PATH (Debian: apt install prometheus;"
          + " macOS: brew install prometheus). --no-monitoring ends this warning";

  private static final Program PROGRAM = new Program(NAME);

  public Prometheus(DevStackConfig config) {
    super(config, NAME);
  }

  /** Whether there is a prometheus program on the PATH. */
  public static boolean isInstalled() {
    return PROGRAM.find(System.getenv("PATH")).isPresent();
  }

  @Override
  public String address() {
    return config.scheme()
        + "://"
        + DevStackConfig.HOST
        + ":"
        + config.ports().monitoring().prometheus();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().monitoring().prometheus());
  }

  /** Can also be called while Prometheus runs: it reloads changed targets. */
  @Override
  protected void prepare() throws IOException {
    Path template = config.artifacts().monitoring().resolve("prometheus").resolve(NAME + ".yml");
    Map<String, List<String>> targets = targets();
    Map<String, Map<String, Object>> access = new HashMap<>();
    if (config.secure()) {
      StackSecurity security = config.security().orElseThrow();
      ScrapeAccess scrape = new ScrapeAccess(security, folder());
      targets.keySet().forEach(job -> access.put(job, scrape.of(job)));
      access.put(Alertmanager.NAME, scrape.ofAlertmanager());
      scrape.writeSecrets();
      scrape.writeWebConfig(webConfig(), Secret.METRICS);
    }
    new PrometheusConfig(template).write(folder(), targets, alertmanagers(), access);
  }

  private Path webConfig() {
    return folder().resolve("web.yml");
  }

  private List<String> alertmanagers() {
    return Alertmanager.isInstalled() ? List.of(new Alertmanager(config).listen()) : List.of();
  }

  /** Addresses to scrape, by job name. */
  private Map<String, List<String>> targets() {
    MonitoringPorts ports = config.ports().monitoring();
    Map<String, List<String>> targets = new LinkedHashMap<>();
    targets.put("kafka", List.of(DevStackConfig.HOST + ":" + ports.kafka()));
    targets.put("connect", List.of(DevStackConfig.HOST + ":" + ports.connect()));
    targets.put(
        "cassandra", Cassandra.all(config).stream().map(Cassandra::metricsAddress).toList());
    targets.put(StreamsApp.NAME, StreamsApp.all(config).stream().map(StreamsApp::listen).toList());
    targets.put(Gateway.NAME, Gateway.all(config).stream().map(Gateway::httpListen).toList());
    targets.put(Api.NAME, Api.all(config).stream().map(Api::listen).toList());
    return targets;
  }

  @Override
  protected List<String> command() {
    return command(System.getenv("PATH"));
  }

  List<String> command(String path) {
    String program =
        PROGRAM.find(path).orElseThrow(() -> new PipelineException(NOT_INSTALLED)).toString();
    List<String> command = new ArrayList<>();
    if (config.secure()) {
      command.add("--web.config.file=" + webConfig());
    }
    command.addAll(
        0,
        List.of(
            program,
            "--config.file=" + folder().resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder().resolve("data"),
            "--storage.tsdb.retention.time=7d",
            // It only prints, and cannot rotate a file. What is no warning is of no use here.
            "--log.level=" + ServerLogs.level().orElse("warn").toLowerCase(Locale.ROOT),
            "--web.listen-address=" + DevStackConfig.HOST + ":" + ports().get(0)));
    return List.copyOf(command);
  }

  @Override
  protected void probe() throws Exception {
    config
        .security()
        .map(security -> new JsonHttp(security.metricsAccess()))
        .orElse(JsonHttp.OPEN)
        .get(address() + "/-/ready");
  }
}
