/** The verbs of {@code ./pipeline bench}, which run the benchmarks and print their results. */
package io.iotpipeline.cli.command.bench;
