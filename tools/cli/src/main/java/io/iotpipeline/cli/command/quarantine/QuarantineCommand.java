package io.iotpipeline.cli.command.quarantine;

import picocli.CommandLine.Command;

/** The verbs for rejected records. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | replay | skip)",
    description = {
      "Shows rejected records and their reasons, and replays them after the cause is fixed.",
      "The quarantine is the dead letter topic rejected-events."
    },
    subcommands = {
      QuarantineListCommand.class,
      QuarantineShowCommand.class,
      QuarantineReplayCommand.class,
      QuarantineSkipCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline quarantine list"})
public final class QuarantineCommand {}
