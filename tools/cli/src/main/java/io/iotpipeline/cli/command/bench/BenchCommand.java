package io.iotpipeline.cli.command.bench;

import picocli.CommandLine.Command;

/** The benchmarks, see docs/benchmarks.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(streams | sink)",
    description = "Measures the throughput of the streams app or of the Cassandra sink.",
    subcommands = {BenchStreamsCommand.class, BenchSinkCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {"  ./pipeline bench streams"})
public final class BenchCommand {}
