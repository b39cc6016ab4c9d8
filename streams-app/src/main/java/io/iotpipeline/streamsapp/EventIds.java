package io.iotpipeline.streamsapp;

/** The text form of event ids: 36 characters, hexadecimal digits in groups of 8-4-4-4-12. */
final class EventIds {

  private static final int LENGTH = 36;

  private EventIds() {}

  /** Stricter than {@link java.util.UUID#fromString}, which also takes shortened groups. */
  static boolean isCanonical(String id) {
    if (id.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = id.charAt(i);
      boolean dashExpected = i == 8 || i == 13 || i == 18 || i == 23;
      if (dashExpected ? c != '-' : !isHexDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
