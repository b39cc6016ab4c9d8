package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.security.Credentials;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The gateway, through which devices send over HTTP and MQTT. */
public final class Gateway extends Server {

  public static final String NAME = "gateway";

  private static final int HEAP_MB = 384;

  public Gateway(DevStackConfig config) {
    super(config, NAME);
  }

  /** The configured gateway, or none. */
  public static List<Gateway> all(DevStackConfig config) {
    return config.gateway() ? List.of(new Gateway(config)) : List.of();
  }

  @Override
  public String address() {
    return httpUrl() + " and " + mqttUrl();
  }

  public String httpUrl() {
    return config.scheme() + "://" + httpListen();
  }

  public String mqttUrl() {
    return (config.secure() ? "mqtts" : "mqtt") + "://" + mqttListen();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().gateway().http(), config.ports().gateway().mqtt());
  }

  /** Copies the jar, because a build would replace the classes of the running gateway. */
  @Override
  protected void prepare() throws IOException {
    Files.copy(config.artifacts().gatewayJar(), jar(), REPLACE_EXISTING);
  }

  @Override
  public List<String> command() {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--bootstrap-servers", config.pipeline().bootstrapServers()));
    args.addAll(List.of("--schema-registry-url", config.pipeline().registryUrl()));
    args.addAll(List.of("--http-listen", httpListen()));
    args.addAll(List.of("--mqtt-listen", mqttListen()));
    config.security().ifPresent(security -> args.addAll(secured(security)));
    JavaCommand command = JavaCommand.ofThisJvm(HEAP_MB);
    ServerLogs.addTo(command, this);
    return command.jar(jar(), args.toArray(new String[0]));
  }

  private static List<String> secured(StackSecurity security) {
    Credentials own = security.of(Identity.GATEWAY);
    return List.of(
        "--config", own.settingsFile().toString(), "--senders", own.senders().toString());
  }

  @Override
  protected void probe() throws Exception {
    JsonHttp http =
        config.security().map(security -> new JsonHttp(security.trust())).orElse(JsonHttp.OPEN);
    HttpResponse<String> response = http.response(httpUrl() + "/health/ready");
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          "/health/ready answers %d: %s".formatted(response.statusCode(), response.body()));
    }
  }

  private Path jar() {
    return folder().resolve("gateway.jar");
  }

  String httpListen() {
    return DevStackConfig.HOST + ":" + config.ports().gateway().http();
  }

  private String mqttListen() {
    return DevStackConfig.HOST + ":" + config.ports().gateway().mqtt();
  }
}
