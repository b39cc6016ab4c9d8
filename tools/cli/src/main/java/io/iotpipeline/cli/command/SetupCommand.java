package io.iotpipeline.cli.command;

import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.remote.RemoteCluster;
import io.iotpipeline.admin.remote.RemoteConfig;
import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.TtlConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets up a pipeline on servers that somebody else runs. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Sets up servers that run already, here or elsewhere: topics, schemas, tables, connectors.",
      "Waits for each of them. Does nothing twice, so it can be run again at any time, also to",
      "bring changes of the files. Afterwards the verbs that look at a pipeline (status, query, cql,",
      "verify, doctor, quarantine, kafka, simulate, replay) use these servers; set PIPELINE_HOME to",
      "a folder of its own for them. Run again, it wants the same options again."
    })
public final class SetupCommand implements Runnable {

  private final Context context;

  private static final int MOST_COPIES = 3;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT[,...]",
      description = "Kafka.")
  private String bootstrapServers;

  @Option(
      names = "--schema-registry-url",
      required = true,
      paramLabel = "URL",
      description = "Root of the schema registry.")
  private String registryUrl;

  @Option(
      names = "--connect-url",
      required = true,
      paramLabel = "URL",
      description = "REST API of a Connect worker that has the Cassandra sink.")
  private String connectUrl;

  @Option(
      names = "--cassandra",
      required = true,
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Cassandra's nodes, or some of them, as Connect reaches them too.")
  private List<String> cassandra;

  @Option(
      names = "--local-datacenter",
      defaultValue = "datacenter1",
      paramLabel = "NAME",
      description = "The data center of those nodes (default ${DEFAULT-VALUE}).")
  private String datacenter;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description =
          "How many nodes keep each row (default: as many as --cassandra names, at most 3). It is"
              + " raised where it is lower, never lowered.")
  private Integer replicationFactor;

  @Option(
      names = "--event-ttl",
      paramLabel = "TIME",
      converter = TtlConverter.class,
      description =
          "How long rows of sensor_events live, as 12h or 30d; none: for ever (at first).")
  private TtlConverter.Ttl eventTtl;

  @Option(
      names = "--patience",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "How long to wait for each server (default ${DEFAULT-VALUE}).")
  private int patience;

  @Spec private CommandSpec spec;

  public SetupCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    EventTtl known =
        RemoteConfig.load(context.home()).map(RemoteConfig::eventTtl).orElse(EventTtl.NONE);
    EventTtl ttl = eventTtl == null ? known : known.with(eventTtl.life(), Instant.now());
    RemoteConfig config = new RemoteConfig(endpoints(), ttl);
    new RemoteCluster(config.pipeline(context.files()), context.out())
        .setUp(Duration.ofSeconds(patience));
    config.save(context.home());
  }

  private Endpoints endpoints() {
    int copies =
        replicationFactor == null ? Math.min(cassandra.size(), MOST_COPIES) : replicationFactor;
    try {
      return new Endpoints(
          bootstrapServers, registryUrl, connectUrl, cassandra, datacenter, copies);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
