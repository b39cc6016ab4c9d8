/**
 * The command line {@code ./pipeline}: {@link io.iotpipeline.cli.PipelineMain} lists the verbs,
 * runs one of them, and turns exceptions into messages and exit codes.
 */
package io.iotpipeline.cli;
