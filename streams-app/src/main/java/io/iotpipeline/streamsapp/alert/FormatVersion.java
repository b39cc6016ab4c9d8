package io.iotpipeline.streamsapp.alert;

import java.io.IOException;

/** Guards the stored forms: each begins with its number, and a later form takes the next one. */
final class FormatVersion {

  private FormatVersion() {}

  static void check(byte found, byte known, String what) throws IOException {
    if (found != known) {
      throw new IOException("a " + what + " in form " + found + ", this program knows " + known);
    }
  }
}
