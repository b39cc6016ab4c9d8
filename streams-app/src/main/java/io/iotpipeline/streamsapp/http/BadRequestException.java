package io.iotpipeline.streamsapp.http;

/** The request is invalid (status 400). The message says what is wrong. */
final class BadRequestException extends RuntimeException {

  BadRequestException(String message) {
    super(message);
  }
}
