package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.admin.cluster.JsonHttp;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.devstack.config.BuildArtifacts;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Templates;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.devstack.security.OwnerFiles;
import io.iotpipeline.devstack.security.Secret;
import io.iotpipeline.devstack.security.StackSecurity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** One distributed Kafka Connect worker with our sinks and the Avro converter. */
public final class ConnectWorker extends Server {

  private static final int HEAP_MB = 512;

  /** What a connector of a secured worker may set of its clients: how it reads, not as whom. */
  public static final String OVERRIDES =
      String.join(
          ",",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.CLIENT_ID_CONFIG,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);

  private final BuildArtifacts artifacts;
  private final JmxExporter exporter;

  public ConnectWorker(DevStackConfig config) {
    super(config, "connect");
    this.artifacts = config.artifacts();
    this.exporter =
        new JmxExporter(
            artifacts,
            name(),
            DevStackConfig.HOST,
            config.ports().monitoring().connect(),
            folder());
  }

  @Override
  public String address() {
    return config.pipeline().connectUrl();
  }

  @Override
  protected List<Integer> ports() {
    return List.of(config.ports().connect(), config.ports().monitoring().connect());
  }

  /** Copies the plugins, because a build would replace the classes of the running worker. */
  @Override
  protected void prepare() throws IOException {
    exporter.prepare(config.security(), Identity.CONNECT);
    artifacts.copySinkPlugins(folder().resolve("plugins"));
    ServerLogs.writeLog4j(this, "connect-audit.properties");
    String text =
        Templates.text(
            "connect.properties",
            Map.of(
                "bootstrap.servers", config.pipeline().bootstrapServers(),
                "registry.url", config.registryRoot(),
                "scheme", config.scheme(),
                "host", DevStackConfig.HOST,
                "port", config.ports().connect(),
                "plugin.path", artifacts.converterPlugin() + "," + folder().resolve("plugins")));
    Path secrets = config.home().resolve("notifications");
    OwnerFiles.createFolder(secrets);
    text +=
        config.secure()
            ? secured(config.security().orElseThrow())
            : Templates.text("connect-secrets.properties", Map.of("folder", secrets));
    Files.writeString(properties(), text);
  }

  /** Without secrets: Connect reads them from the file that the values refer to. */
  private String secured(StackSecurity security) throws IOException {
    Files.copy(artifacts.connectLoginJar(), loginJar(), REPLACE_EXISTING);
    OwnerFiles.write(
        users(),
        security.holders(Secret.CONNECT).stream()
            .map(user -> user.id() + "=" + security.of(user).secret(Secret.CONNECT))
            .collect(Collectors.joining("\n")));
    Files.writeString(
        logins(),
        """
        KafkaConnect {
          org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required
            file="%s";
        };
        """
            .formatted(users()));
    Map<String, Object> values = new HashMap<>(security.of(Identity.CONNECT).templateValues());
    values.put("overrides", OVERRIDES);
    values.put("status.user", Identity.API.id());
    StringBuilder text = new StringBuilder(Templates.text("connect-secure.properties", values));
    Map<String, String> client = security.kafkaClient(Identity.CONNECT);
    for (String prefix : List.of("", "consumer.", "producer.", "admin.")) {
      client.forEach(
          (key, value) -> text.append(prefix).append(key).append('=').append(value).append('\n'));
    }
    return text.toString();
  }

  @Override
  protected List<String> command() {
    JavaCommand command =
        JavaCommand.ofThisJvm(HEAP_MB)
            .options(List.of(exporter.javaOption()))
            .property("log4j2.configurationFile", folder().resolve("log4j2.properties"));
    String classPath = artifacts.kafkaClassPath();
    if (config.secure()) {
      command.property("java.security.auth.login.config", logins());
      classPath += File.pathSeparator + loginJar();
    }
    return command.main(
        classPath, "org.apache.kafka.connect.cli.ConnectDistributed", properties().toString());
  }

  @Override
  protected void probe() throws Exception {
    Pipeline pipeline = config.pipeline();
    new JsonHttp(pipeline.connections().connect()).get(pipeline.connectUrl() + "/health");
  }

  /** A copy, as of the plugins. */
  private Path loginJar() {
    return folder().resolve("connect-login.jar");
  }

  /** The users of the REST API and their passwords. */
  private Path users() {
    return folder().resolve("rest-users.properties");
  }

  /** How the REST API finds its users, in the format of JAAS. */
  private Path logins() {
    return folder().resolve("rest-logins.conf");
  }

  private Path properties() {
    return folder().resolve("connect.properties");
  }
}
