/**
 * The verbs of {@code ./pipeline}, one class per verb. A verb parses its options, calls {@code
 * admin}, {@code devstack} or {@code benchmarks}, and prints the result to the streams of its
 * {@code Context}; it contains no logic of the pipeline.
 */
package io.iotpipeline.cli.command;
