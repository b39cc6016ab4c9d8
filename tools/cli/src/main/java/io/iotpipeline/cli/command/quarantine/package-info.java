/** The verbs of {@code ./pipeline quarantine}, which list, show and replay rejected records. */
package io.iotpipeline.cli.command.quarantine;
