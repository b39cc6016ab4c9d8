package io.iotpipeline.streamsapp.validate;

import java.util.HexFormat;

/** Shows what a stranger sent in a message for people: in quotes, and never at length. */
final class Quote {

  private static final int LIMIT = 64;

  private Quote() {}

  static String text(String value) {
    if (value.length() <= LIMIT) {
      return '"' + value + '"';
    }
    return '"' + value.substring(0, LIMIT) + "…\" (" + value.length() + " characters)";
  }

  static String bytes(byte[] value) {
    int shown = Math.min(value.length, LIMIT / 2);
    String hex = "0x" + HexFormat.of().formatHex(value, 0, shown);
    return shown == value.length ? hex : hex + "… (" + value.length + " bytes)";
  }
}
