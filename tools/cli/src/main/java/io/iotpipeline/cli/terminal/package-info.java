/** What people see on the terminal, where it is more than a few lines of one verb. */
package io.iotpipeline.cli.terminal;
