package io.iotpipeline.cli.command.bench;

import picocli.CommandLine.Command;

/** The benchmarks, see docs/benchmarks.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(streams | sink | pipeline | gateway | api)",
    description =
        "Measures the streams app, the Cassandra sink, the gateway, the read API, or the whole way"
            + " from an event to its row.",
    subcommands = {
      BenchStreamsCommand.class,
      BenchSinkCommand.class,
      BenchPipelineCommand.class,
      BenchGatewayCommand.class,
      BenchApiCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench streams"})
public final class BenchCommand {}
