package io.iotpipeline.gateway.sparkplug;

/** The bytes are not a payload of Sparkplug B. */
final class MalformedPayloadException extends Exception {

  MalformedPayloadException(String message) {
    super(message, null, false, false); // an answer to a device, and no bug
  }
}
