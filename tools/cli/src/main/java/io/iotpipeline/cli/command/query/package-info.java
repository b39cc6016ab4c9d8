/** The verbs of {@code ./pipeline query}, which print rows of one sensor. */
package io.iotpipeline.cli.command.query;
