package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.remote.RemoteCluster;
import io.iotpipeline.admin.remote.RemoteConfig;
import io.iotpipeline.admin.setup.ConnectorSetup;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.TtlConverter;
import io.iotpipeline.producer.options.OptionConverters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets up a pipeline on servers that this tool did not start. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Sets up a pipeline on existing servers: topics, schemas, tables and connectors.",
      "Waits until each server answers. A server that does not answer, or a connector that does not"
          + " run, does not stop the rest; then the exit code is 1. It can be repeated at any time,"
          + " for example to apply changed files; give the same options again. Set PIPELINE_HOME to a separate folder for these"
          + " servers. From then on status, query, cql, verify, doctor, quarantine, kafka, simulate"
          + " and replay use them.",
      "Logins and TLS: the file pipeline.properties in that folder, see docs/security.md."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  PIPELINE_HOME=~/plant ./pipeline setup --bootstrap-servers kafka1:9092,kafka2:9092 \\",
      "    --schema-registry-url http://registry:8081 --connect-url http://connect:8083 \\",
      "    --cassandra cassandra1:9042,cassandra2:9042"
    })
public final class SetupCommand implements Runnable {

  private static final int MAX_DEFAULT_REPLICATION_FACTOR = 3;

  private final Context context;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka brokers.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry-url",
      required = true,
      paramLabel = "URL",
      description = "Root URL of the schema registry.")
  private String registryUrl;

  @Option(
      names = "--connect-url",
      required = true,
      paramLabel = "URL",
      description = "REST API of a Connect worker with the Cassandra sink installed.")
  private String connectUrl;

  @Option(
      names = "--cassandra",
      required = true,
      split = ",",
      paramLabel = "HOST:PORT",
      description =
          "Cassandra nodes, all or some, separated by commas. Connect must reach them at the same"
              + " addresses.")
  private List<String> cassandra;

  @Option(
      names = "--local-datacenter",
      defaultValue = "datacenter1",
      paramLabel = "NAME",
      description = "Data center of these nodes (default ${DEFAULT-VALUE}).")
  private String datacenter;

  @Option(
      names = "--replication-factor",
      converter = OptionConverters.CountConverter.class,
      paramLabel = "N",
      description =
          "Number of nodes that store each row (default: the number of nodes in --cassandra, at"
              + " most 3). A lower existing value is raised; a higher one is kept.")
  private Integer replicationFactor;

  @Option(
      names = "--event-ttl",
      paramLabel = "TIME",
      converter = TtlConverter.class,
      description =
          "TTL of the rows of sensor_events, for example 90s, 5m, 12h or 30d, or none (default: the"
              + " saved value, at first none).")
  private TtlConverter.Ttl eventTtl;

  @Option(
      names = "--alertmanager",
      defaultValue = "",
      paramLabel = "URL",
      description =
          "Alertmanager that the Connect worker informs of the alerts of the sensors (default:"
              + " none).")
  private String alertmanager;

  @Option(
      names = "--alertmanager-setting",
      paramLabel = "KEY=VALUE",
      description =
          "Setting of the connector that informs Alertmanager, for example for a login; can be"
              + " repeated.")
  private Map<String, String> alertmanagerSettings = new TreeMap<>();

  @Option(
      names = "--patience",
      defaultValue = "5m",
      paramLabel = "TIME",
      converter = OptionConverters.DurationConverter.class,
      description = "Maximum wait for each server, for example 30s (default ${DEFAULT-VALUE}).")
  private Duration patience;

  @Spec private CommandSpec spec;

  public SetupCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    EventTtl saved =
        RemoteConfig.load(context.home()).map(RemoteConfig::eventTtl).orElse(EventTtl.NONE);
    EventTtl ttl = eventTtl == null ? saved : saved.with(eventTtl.duration(), Instant.now());
    RemoteConfig config = new RemoteConfig(endpoints(), ttl);
    // First, so that status and the other verbs work also while something is not set up.
    config.save(context.home());
    Pipeline pipeline = config.pipeline(context.files(), context.home());
    new RemoteCluster(pipeline, context.out()).setUp(patience);
    if (!alertmanager.isEmpty()) {
      alertmanagerSettings.put("url", alertmanager);
      context
          .out()
          .println(
              "alerts        "
                  + new ConnectorSetup(pipeline).notify("alertmanager", alertmanagerSettings));
    }
  }

  private Endpoints endpoints() {
    int factor =
        replicationFactor == null
            ? Math.min(cassandra.size(), MAX_DEFAULT_REPLICATION_FACTOR)
            : replicationFactor;
    try {
      return new Endpoints(
          bootstrapServers, registryUrl, connectUrl, cassandra, datacenter, factor);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
