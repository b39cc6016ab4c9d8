/** The verbs of {@code ./pipeline sensors}: the register of sensors. */
package io.iotpipeline.cli.command.sensors;
