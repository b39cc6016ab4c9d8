package io.iotpipeline.admin.format;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the root cause in the text of a stack trace, to show it in one line. */
public final class RootCause {

  private static final int MAX_LENGTH = 300;

  /** Not the indented ones, which are causes of suppressed exceptions. */
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "^(?:Caused by: |Exception in thread \"[^\"]*\" )?"
              + "(?:[\\w$]+\\.)+([\\w$]*(?:Exception|Error|Throwable)[\\w$]*)(?:: (.*))?$",
          Pattern.MULTILINE);

  private RootCause() {}

  /**
   * The name and the message of the last exception, without its package; empty if the text has no
   * exception.
   *
   * @param trace as Java prints it; null counts as empty
   */
  public static Optional<String> of(String trace) {
    if (trace == null) {
      return Optional.empty();
    }
    Matcher exceptions = EXCEPTION.matcher(trace);
    return exceptions.results().reduce((first, second) -> second).map(RootCause::oneLine);
  }

  private static String oneLine(MatchResult exception) {
    String message = exception.group(2);
    return shortened(message == null ? exception.group(1) : exception.group(1) + ": " + message);
  }

  /** The line, cut to what a table can show. */
  public static String shortened(String line) {
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
