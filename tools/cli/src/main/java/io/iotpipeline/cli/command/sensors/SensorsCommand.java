package io.iotpipeline.cli.command.sensors;

import picocli.CommandLine.Command;

/** The verbs of the register of sensors. */
@Command(
    name = "sensors",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(list | show | set | import)",
    description = {
      "Shows the sensors of the fleet, and describes them.",
      "The streams app keeps the register: when each sensor was heard, its newest readings, and"
          + " whether it is silent. People add name, place, owner, kind, tags, and the interval at"
          + " which a sensor should be heard."
    },
    subcommands = {
      SensorsListCommand.class,
      SensorsShowCommand.class,
      SensorsSetCommand.class,
      SensorsImportCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline sensors list --state SILENT"})
public final class SensorsCommand {}
