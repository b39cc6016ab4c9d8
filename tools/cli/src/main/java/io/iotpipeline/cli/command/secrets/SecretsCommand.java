package io.iotpipeline.cli.command.secrets;

import picocli.CommandLine.Command;

/** Passwords and certificates of a secured stack. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = "Replaces the passwords and certificates of a secured pipeline.",
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline secrets rotate"},
    subcommands = {
      SecretsRotateCommand.class,
      SecretsCreateCommand.class,
      SecretsGrantCommand.class
    })
public final class SecretsCommand {}
