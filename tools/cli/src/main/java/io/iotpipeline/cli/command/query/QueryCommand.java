package io.iotpipeline.cli.command.query;

import picocli.CommandLine.Command;

/** The verbs that show rows of one sensor. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(events | hourly | alerts)",
    description = "Shows the readings, hourly aggregates or alerts of one sensor.",
    subcommands = {QueryEventsCommand.class, QueryHourlyCommand.class, QueryAlertsCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline query hourly sensor-00042"})
public final class QueryCommand {}
