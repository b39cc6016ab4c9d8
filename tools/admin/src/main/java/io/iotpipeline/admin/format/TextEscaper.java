package io.iotpipeline.admin.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Prints untrusted bytes and text safely on a terminal: visible UTF-8 as text, other bytes as
 * {@code 0x…}, other characters as escapes.
 */
public final class TextEscaper {

  private static final String HEX = "0x";
  private static final int LABEL_LIMIT = 64;

  private TextEscaper() {}

  /** All bytes; {@link #parse} reverses it. */
  public static String of(byte[] bytes) {
    return text(bytes).orElseGet(() -> hex(bytes));
  }

  /** The bytes, cut to 64 characters; {@code (none)} for null. */
  public static String label(byte[] bytes) {
    if (bytes == null) {
      return "(none)";
    }
    String full = of(bytes);
    return full.codePointCount(0, full.length()) <= LABEL_LIMIT
        ? full
        : full.substring(0, full.offsetByCodePoints(0, LABEL_LIMIT)) + "…";
  }

  public static String hex(byte[] bytes) {
    return HEX + HexFormat.of().formatHex(bytes);
  }

  /** The bytes that {@link #of} prints like this. */
  public static byte[] parse(String printed) {
    if (printed.startsWith(HEX)) {
      try {
        return HexFormat.of().parseHex(printed, HEX.length(), printed.length());
      } catch (IllegalArgumentException e) {
        // of() never prints this, but a user may search for it.
        return printed.getBytes(UTF_8);
      }
    }
    return printed.getBytes(UTF_8);
  }

  /** The bytes as text; empty if the text is not completely visible or is ambiguous. */
  public static Optional<String> text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean unambiguous =
          !text.isEmpty()
              && text.equals(text.strip())
              && !text.startsWith(HEX)
              && text.codePoints().allMatch(VisibleText::isVisible);
      return unambiguous ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Replaces characters that could move the cursor or change the writing direction by escapes. */
  public static String escaped(String text) {
    return VisibleText.of(text);
  }

  /**
   * Replaces in JSON what {@link #escaped} replaces, by the escapes of JSON.
   *
   * @param json without white space between its tokens
   */
  public static String escapedJson(String json) {
    return VisibleText.of(
        json,
        c ->
            Character.toString(c)
                .chars()
                .mapToObj("\\u%04x"::formatted)
                .collect(Collectors.joining()));
  }
}
