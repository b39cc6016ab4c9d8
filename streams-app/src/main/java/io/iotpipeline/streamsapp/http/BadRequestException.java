package io.iotpipeline.streamsapp.http;

/** The request is wrong; the message tells its sender how. */
final class BadRequestException extends RuntimeException {

  BadRequestException(String message) {
    super(message);
  }
}
