/** Verbs for the passwords and certificates of a secured stack. */
package io.iotpipeline.cli.command.secrets;
