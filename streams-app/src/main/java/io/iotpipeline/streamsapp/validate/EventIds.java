package io.iotpipeline.streamsapp.validate;

/** The text form of event ids: 36 characters, hexadecimal digits in groups of 8-4-4-4-12. */
final class EventIds {

  static final int LENGTH = 36;

  /** The hexadecimal digit of a character, or -1. */
  private static final byte[] DIGITS = digitTable();

  private EventIds() {}

  /** Stricter than {@link java.util.UUID#fromString}, which also accepts shorter groups. */
  static boolean isCanonical(String id) {
    if (id.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = id.charAt(i);
      if (isDash(i) ? c != '-' : digit(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The same for 36 ASCII bytes at an offset. */
  static boolean isCanonical(byte[] text, int from) {
    for (int i = 0; i < LENGTH; i++) {
      byte c = text[from + i];
      if (isDash(i) ? c != '-' : DIGITS[c & 0xff] < 0) {
        return false;
      }
    }
    return true;
  }

  static long high(String id) {
    return hex(id, 0, 18);
  }

  static long low(String id) {
    return hex(id, 19, LENGTH);
  }

  static long high(byte[] text, int from) {
    return hex(text, from, from + 18);
  }

  static long low(byte[] text, int from) {
    return hex(text, from + 19, from + LENGTH);
  }

  private static boolean isDash(int i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
  }

  private static long hex(String text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '-') {
        bits = bits << 4 | digit(text.charAt(i));
      }
    }
    return bits;
  }

  private static long hex(byte[] text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      if (text[i] != '-') {
        bits = bits << 4 | DIGITS[text[i]];
      }
    }
    return bits;
  }

  private static int digit(char c) {
    return c < DIGITS.length ? DIGITS[c] : -1;
  }

  private static byte[] digitTable() {
    byte[] digits = new byte[256];
    for (int c = 0; c < digits.length; c++) {
      boolean ascii = c < 128;
      digits[c] = (byte) (ascii ? Character.digit(c, 16) : -1);
    }
    return digits;
  }
}
