package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.IntStream;

/** One instance of the streams app; the instances share the partitions. */
public final class StreamsApp extends Server {

  /** Name prefix of the instances; alone it means the first instance. */
  public static final String NAME = "streams-app";

  private static final int HEAP_MB = 768;

  private final int number;

  private StreamsApp(DevStackConfig config, int number) {
    super(config, NAME + "-" + number);
    this.number = number;
  }

  /** The configured instances, from number 1. */
  public static List<StreamsApp> all(DevStackConfig config) {
    return IntStream.rangeClosed(1, config.ports().streamsApps().size())
        .mapToObj(number -> new StreamsApp(config, number))
        .toList();
  }

  @Override
  public String address() {
    return config.scheme() + "://" + listen();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(port());
  }

  /** Copies the jar, because a build would replace the classes of the running app. */
  @Override
  protected void prepare() throws IOException {
    Files.copy(config.artifacts().streamsAppJar(), jar(), REPLACE_EXISTING);
  }

  @Override
  public List<String> command() {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--bootstrap-servers", config.pipeline().bootstrapServers()));
    args.addAll(List.of("--schema-registry-url", config.pipeline().registryUrl()));
    args.addAll(List.of("--state-dir", folder().resolve("state").toString()));
    args.addAll(List.of("--http-listen", listen()));
    args.addAll(List.of("--event-bucket", config.eventBucket().toString()));
    config
        .security()
        .ifPresent(
            security -> {
              String settings = security.of(Identity.STREAMS_APP).settingsFile().toString();
              args.addAll(List.of("--config", settings));
              args.addAll(List.of("--certificate-watch", tlsServers()));
            });
    // The ids of its threads and of their clients begin with its name, so that status finds them.
    args.addAll(List.of("--set", "kafka.client.id=" + name()));
    if (config.ports().streamsApps().size() > 1) {
      args.addAll(List.of("--num-standby-replicas", "1"));
      // A new instance gets partitions only at a probing rebalance after it has restored their
      // state. The default interval is ten minutes; this is the smallest allowed value.
      args.addAll(List.of("--set", "kafka.probing.rebalance.interval.ms=60000"));
    }
    JavaCommand command = JavaCommand.ofThisJvm(HEAP_MB);
    ServerLogs.addTo(command, this);
    return command.jar(jar(), args.toArray(new String[0]));
  }

  @Override
  protected void probe() throws Exception {
    HttpResponse<String> response = http().response(address() + "/health/ready");
    if (response.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(notReady(response.body()));
    }
  }

  private JsonHttp http() {
    return config.security().map(security -> new JsonHttp(security.trust())).orElse(JsonHttp.OPEN);
  }

  /**
   * Why an instance is not ready.
   *
   * @param health the body of its answer
   */
  static String notReady(String health) throws IOException {
    JsonNode report = new ObjectMapper().readTree(health);
    StringBuilder text = new StringBuilder(report.path("state").asText());
    long remaining = 0;
    for (JsonNode store : report.path("restoring")) {
      remaining += store.path("remaining").asLong();
    }
    if (remaining > 0) {
      text.append(", %d records to restore".formatted(remaining));
    }
    JsonNode failures = report.path("thread_failures");
    if (!failures.isMissingNode()) {
      text.append(
          ", %d failures of stream threads within 5 minutes, the last at %s: %s"
              .formatted(
                  failures.path("count").asInt(),
                  failures.path("last").asText(),
                  failures.path("error").asText()));
    }
    return text.toString();
  }

  private Path jar() {
    return folder().resolve("streams-app.jar");
  }

  private String tlsServers() {
    List<String> servers = new ArrayList<>(config.ports().tlsServers());
    Gateway.all(config).forEach(gateway -> servers.add(gateway.httpListen()));
    Api.all(config).forEach(api -> servers.add(api.listen()));
    servers.add(listen());
    return String.join(",", servers);
  }

  String listen() {
    return DevStackConfig.HOST + ":" + port();
  }

  private int port() {
    return config.ports().streamsApps().get(number - 1);
  }
}
