package io.iotpipeline.cli.command.secrets;

import io.iotpipeline.cli.context.Context;
import io.iotpipeline.devstack.DevStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replaces the secrets while the stack runs. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Makes all passwords, tokens and certificates anew, while the pipeline runs.",
      "Restarts one server after the other. Events wait for that time, and none is lost. The"
          + " certificate authority stays. Run it again if it was interrupted."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline secrets rotate", "  ./pipeline secrets rotate --devices"})
public final class SecretsRotateCommand implements Runnable {

  private final Context context;

  @Option(
      names = "--devices",
      description =
          "Also the login of devices, which are refused until they have the new folder"
              + " security/device.")
  private boolean devices;

  public SecretsRotateCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    new DevStack(context.devStack(), context.out()).rotateSecrets(devices);
  }
}
