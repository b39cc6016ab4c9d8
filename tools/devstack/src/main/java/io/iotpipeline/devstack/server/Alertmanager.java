package io.iotpipeline.devstack.server;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Alertmanager that is installed on this machine; Maven Central does not have it. It uses the
 * configuration in {@code monitoring/alertmanager} as it is.
 */
public final class Alertmanager extends Server {

  /** Also the name of the connector that keeps it informed. */
  public static final String NAME = "alertmanager";

  public static final String NOT_INSTALLED =
      "alertmanager  not started: the program is not on the PATH (Debian: apt install"
          + " prometheus-alertmanager; macOS: brew install alertmanager). Prometheus and the sensors"
          + " then notify nobody";

  private static final Program PROGRAM = new Program("prometheus-alertmanager", NAME);

  public Alertmanager(DevStackConfig config) {
    super(config, NAME);
  }

  /** Whether there is an alertmanager program on the PATH. */
  public static boolean isInstalled() {
    return PROGRAM.find(System.getenv("PATH")).isPresent();
  }

  @Override
  public String address() {
    return config.scheme() + "://" + listen();
  }

  /** Host and port of its API. */
  String listen() {
    return DevStackConfig.HOST + ":" + config.ports().monitoring().alertmanager();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().monitoring().alertmanager());
  }

  @Override
  protected void prepare() throws IOException {
    if (config.secure()) {
      new ScrapeAccess(config.security().orElseThrow(), folder())
          .writeWebConfig(webConfig(), Secret.ALERTMANAGER);
    }
  }

  private Path webConfig() {
    return folder().resolve("web.yml");
  }

  @Override
  protected List<String> command() {
    return command(System.getenv("PATH"));
  }

  List<String> command(String path) {
    String program =
        PROGRAM.find(path).orElseThrow(() -> new PipelineException(NOT_INSTALLED)).toString();
    List<String> command = new ArrayList<>();
    command.add(program);
    command.add(
        "--config.file="
            + config.artifacts().monitoring().resolve("alertmanager/alertmanager.yml"));
    command.add("--storage.path=" + folder().resolve("data"));
    command.add("--web.listen-address=" + listen());
    // It is alone: it listens for no others.
    command.add("--cluster.listen-address=");
    command.add("--log.level=" + ServerLogs.level().orElse("warn").toLowerCase(Locale.ROOT));
    if (config.secure()) {
      command.add("--web.config.file=" + webConfig());
    }
    return List.copyOf(command);
  }

  @Override
  protected void probe() throws Exception {
    config
        .security()
        .map(security -> new JsonHttp(security.prometheusAccess(Secret.ALERTMANAGER)))
        .orElse(JsonHttp.OPEN)
        .get(address() + "/-/ready");
  }

  /** What the connector that keeps it informed needs beside its file. */
  public Map<String, String> connectorSettings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("url", address());
    config.security().ifPresent(security -> settings.putAll(login(security)));
    return settings;
  }

  /** Without secrets: Connect reads them from the file that the values refer to. */
  private static Map<String, String> login(StackSecurity security) {
    Credentials own = security.of(Identity.CONNECT);
    return Map.of(
        "basic.auth.username", Identity.CONNECT.id(),
        "basic.auth.password", own.reference(Secret.ALERTMANAGER),
        "ssl.truststore.type", Credentials.STORE_TYPE,
        "ssl.truststore.location", own.trustStore().toString(),
        "ssl.truststore.password", own.reference(Secret.TRUST_STORE));
  }
}
