package io.iotpipeline.api.answer;

/**
 * A part of texts, in any case, that a client looks for.
 *
 * @param text not empty
 */
public record TextPart(String text) {

  /** Compares the first character before anything else: it looks at each sensor of the fleet. */
  public boolean isIn(String whole) {
    char lower = Character.toLowerCase(text.charAt(0));
    char upper = Character.toUpperCase(text.charAt(0));
    for (int i = 0; i <= whole.length() - text.length(); i++) {
      char c = whole.charAt(i);
      if ((c == lower || c == upper) && whole.regionMatches(true, i, text, 0, text.length())) {
        return true;
      }
    }
    return false;
  }
}
