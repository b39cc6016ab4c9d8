package io.iotpipeline.cli.command.secrets;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.cli.option.IdentityConverter;
import io.iotpipeline.devstack.compose.ComposeSecrets;
import io.iotpipeline.devstack.security.Identity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the secrets of Compose; a service of {@code docker-compose.secure.yml} runs it. */
@Command(
    name = "create",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Writes the certificates and passwords of Compose with logins, a folder for each identity.",
      "docker-compose.secure.yml runs it before all servers. What exists stays; what expires soon"
          + " is made anew."
    },
    footerHeading = "%nExamples:%n",
    footer = "  docker compose run --rm secrets")
public final class SecretsCreateCommand implements Runnable {

  private final Context context;

  @Option(
      names = "--host",
      paramLabel = "IDENTITY=NAME[,...]",
      converter = IdentityConverter.class,
      description = "Names and addresses of its servers, for its certificate.")
  private Map<Identity, String> hosts = Map.of();

  @Option(
      names = "--owner",
      paramLabel = "IDENTITY=UID",
      converter = IdentityConverter.class,
      description = "The user id that its server has in the container.")
  private Map<Identity, Integer> owners = Map.of();

  public SecretsCreateCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    Map<Identity, List<String>> names =
        hosts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, each -> List.of(each.getValue().split(",", -1))));
    context
        .out()
        .println(
            new ComposeSecrets(
                    ComposeSecrets.security(context.home(), names),
                    owners,
                    context.artifacts().monitoring())
                .create());
  }
}
