package io.iotpipeline.gateway.line;

/** A line is not in the line protocol. */
final class LineSyntaxException extends Exception {

  LineSyntaxException(String message) {
    super(message, null, false, false); // bad input is frequent, and no bug
  }
}
