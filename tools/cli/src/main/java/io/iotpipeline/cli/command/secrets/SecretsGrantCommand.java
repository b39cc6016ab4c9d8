package io.iotpipeline.cli.command.secrets;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.compose.ComposeAccess;
import io.iotpipeline.devstack.compose.ComposeSecrets;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes logins and rights of Compose; services of {@code docker-compose.secure.yml} run it. */
@Command(
    name = "grant",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Makes the logins of Compose in its running servers, and gives them their rights.",
      "docker-compose.secure.yml runs it, once for Kafka and once for Cassandra."
    },
    footerHeading = "%nExamples:%n",
    footer = "  docker compose run --rm kafka-access")
public final class SecretsGrantCommand implements Runnable {

  private final Context context;

  @ArgGroup(multiplicity = "1")
  private Server server;

  /** In which server. */
  private static final class Server {
    @ArgGroup(exclusive = false)
    private Brokers brokers;

    @Option(
        names = "--cassandra",
        required = true,
        paramLabel = "HOST:PORT",
        description = "A node. Makes the tables too.")
    private String cassandra;
  }

  /** The listeners of Kafka. */
  private static final class Brokers {
    @Option(
        names = "--brokers",
        required = true,
        paramLabel = "HOST:PORT",
        description = "The listener between brokers, which takes the broker's certificate.")
    private String brokers;

    @Option(
        names = "--bootstrap-servers",
        required = true,
        paramLabel = "HOST:PORT",
        description = "The listener of clients.")
    private String clients;
  }

  public SecretsGrantCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    ComposeAccess access =
        new ComposeAccess(ComposeSecrets.security(context.home(), Map.of()), context.files());
    context
        .out()
        .println(
            server.brokers == null
                ? access.cassandra(server.cassandra)
                : access.kafka(server.brokers.brokers, server.brokers.clients));
  }
}
