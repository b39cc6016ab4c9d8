/** The verbs of {@code ./pipeline cassandra}, which operate single nodes of a development stack. */
package io.iotpipeline.cli.command.cassandra;
