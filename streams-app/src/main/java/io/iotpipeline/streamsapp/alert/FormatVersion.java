package io.iotpipeline.streamsapp.alert;

import java.io.IOException;

/** Checks stored forms. Each starts with a version byte; a new form takes the next number. */
final class FormatVersion {

  private FormatVersion() {}

  static void check(byte found, byte known, String what) throws IOException {
    if (found != known) {
      throw new IOException(
          "a stored "
              + what
              + " has form "
              + found
              + "; this version of the app reads form "
              + known);
    }
  }
}
