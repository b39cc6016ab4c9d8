package io.iotpipeline.gateway.sparkplug;

/** A payload whose readings would become more, or larger, events than a message may have. */
final class TooManyReadingsException extends Exception {

  TooManyReadingsException(String message) {
    super(message, null, false, false); // an answer to a device, and no bug
  }
}
