package io.iotpipeline.schemas;

import java.util.function.IntFunction;

/**
 * Makes text of devices and files safe for a terminal: characters that could move the cursor,
 * change its settings or the writing direction, or end the line become escapes.
 */
public final class VisibleText {

  private VisibleText() {}

  /** With escapes like {@code \\u{1b}}. */
  public static String of(String text) {
    return of(text, c -> "\\u{" + Integer.toHexString(c) + "}");
  }

  /**
   * @param escape returns what stands for a code point
   */
  public static String of(String text, IntFunction<String> escape) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> result.append(isVisible(c) ? Character.toString(c) : escape.apply(c)));
    return result.toString();
  }

  public static boolean isVisible(int codePoint) {
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
