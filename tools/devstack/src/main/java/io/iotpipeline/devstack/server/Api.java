package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.security.Identity;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The read API, which serves the console. */
public final class Api extends Server {

  public static final String NAME = "api";

  private static final int HEAP_MB = 256;

  public Api(DevStackConfig config) {
    super(config, NAME);
  }

  /** The configured API, or none. */
  public static List<Api> all(DevStackConfig config) {
    return config.api() ? List.of(new Api(config)) : List.of();
  }

  @Override
  public String address() {
    return config.scheme() + "://" + listen();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().api());
  }

  /** Copies the jar, because a build would replace the classes of the running API. */
  @Override
  protected void prepare() throws IOException {
    Files.copy(config.artifacts().apiJar(), jar(), REPLACE_EXISTING);
  }

  @Override
  public List<String> command() {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--bootstrap-servers", config.pipeline().bootstrapServers()));
    args.addAll(List.of("--schema-registry-url", config.pipeline().registryUrl()));
    args.addAll(List.of("--connect-url", config.pipeline().connectUrl()));
    args.addAll(List.of("--streams-app-urls", addresses(StreamsApp.all(config))));
    for (Gateway gateway : Gateway.all(config)) {
      args.addAll(List.of("--gateway-url", gateway.httpUrl()));
    }
    args.addAll(
        List.of(
            "--cassandra-contact-points",
            String.join(",", config.pipeline().endpoints().cassandra())));
    args.addAll(List.of("--cassandra-datacenter", DevStackConfig.DATACENTER));
    args.addAll(List.of("--http-listen", listen()));
    config
        .security()
        .ifPresent(
            security ->
                args.addAll(
                    List.of("--config", security.of(Identity.API).settingsFile().toString())));
    JavaCommand command = JavaCommand.ofThisJvm(HEAP_MB);
    ServerLogs.addTo(command, this);
    return command.jar(jar(), args.toArray(new String[0]));
  }

  /** People wait for it. */
  @Override
  protected boolean givesWay() {
    return false;
  }

  private static String addresses(List<StreamsApp> instances) {
    return instances.stream().map(Server::address).collect(Collectors.joining(","));
  }

  @Override
  protected void probe() throws Exception {
    JsonHttp http =
        config.security().map(security -> new JsonHttp(security.trust())).orElse(JsonHttp.OPEN);
    HttpResponse<String> response = http.response(address() + "/health/ready");
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          "/health/ready answers %d: %s".formatted(response.statusCode(), response.body()));
    }
  }

  private Path jar() {
    return folder().resolve("api.jar");
  }

  String listen() {
    return DevStackConfig.HOST + ":" + config.ports().api();
  }
}
