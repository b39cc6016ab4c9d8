package io.iotpipeline.streamsapp.validate;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Quotes untrusted input in messages: shortened, and without control characters. */
final class Quote {

  private static final int LIMIT = 64;

  private static final Pattern CONTROL =
      Pattern.compile("\\p{Cntrl}", Pattern.UNICODE_CHARACTER_CLASS);

  private Quote() {}

  static String text(String value) {
    if (value.length() <= LIMIT) {
      return '"' + printable(value) + '"';
    }
    return '"' + printable(value.substring(0, LIMIT)) + "…\" (" + value.length() + " characters)";
  }

  /** Replaces control characters, which a terminal would execute. */
  private static String printable(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }

  static String bytes(byte[] value) {
    int shown = Math.min(value.length, LIMIT / 2);
    String hex = "0x" + HexFormat.of().formatHex(value, 0, shown);
    return shown == value.length ? hex : hex + "… (" + value.length + " bytes)";
  }
}
