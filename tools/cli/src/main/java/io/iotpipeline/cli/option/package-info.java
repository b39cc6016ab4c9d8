/**
 * Options and parameters that verbs share (picocli mixins), and converters from text to values.
 * Wrong values end in a message that says what is expected, and exit code 2.
 */
package io.iotpipeline.cli.option;
