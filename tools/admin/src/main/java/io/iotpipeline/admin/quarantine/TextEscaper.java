package io.iotpipeline.admin.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What strangers sent, in a form that is safe on a terminal: bytes are text where they are
 * printable UTF-8, and {@code 0x…} where they are not.
 */
final class TextEscaper {

  private static final String HEX = "0x";
  private static final int LABEL_LIMIT = 64;

  private TextEscaper() {}

  /** The bytes in full; {@link #parse} gives them back. */
  static String of(byte[] bytes) {
    return text(bytes).orElseGet(() -> hex(bytes));
  }

  /** The bytes, shortened; {@code (none)} for null. */
  static String label(byte[] bytes) {
    if (bytes == null) {
      return "(none)";
    }
    String full = of(bytes);
    return full.codePointCount(0, full.length()) <= LABEL_LIMIT
        ? full
        : full.substring(0, full.offsetByCodePoints(0, LABEL_LIMIT)) + "…";
  }

  static String hex(byte[] bytes) {
    return HEX + HexFormat.of().formatHex(bytes);
  }

  /** The bytes that print like this. */
  static byte[] parse(String printed) {
    if (printed.startsWith(HEX)) {
      try {
        return HexFormat.of().parseHex(printed, HEX.length(), printed.length());
      } catch (IllegalArgumentException e) {
        // Nothing prints like this, but a person may well look for such a text.
        return printed.getBytes(UTF_8);
      }
    }
    return printed.getBytes(UTF_8);
  }

  /** Empty for bytes whose text would not be seen, or be taken for something else. */
  static Optional<String> text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean plain =
          !text.isEmpty()
              && text.equals(text.strip())
              && !text.startsWith(HEX)
              && text.codePoints().allMatch(TextEscaper::isVisible);
      return plain ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /**
   * Text of a stranger with whatever could move a cursor or turn the writing round made visible.
   */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isVisible(c)) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return escaped.toString();
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
