package io.iotpipeline.admin.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The cause of a failure in one line, from the stack trace of a connector or a task. */
final class FailureCause {

  private static final String CAUSED_BY = "Caused by: ";
  private static final int MAX_LENGTH = 300;

  /** Messages with which Connect wraps the exceptions of plugins. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "Tolerance exceeded in error handler",
          "Exiting WorkerSinkTask due to unrecoverable exception.");

  private FailureCause() {}

  /**
   * The exceptions of the trace from the outermost to the root cause, without Connect's wrappers
   * and without messages that a cause repeats. Packages are left out.
   */
  static String of(String trace) {
    List<String> chain = new ArrayList<>();
    for (String line : exceptions(trace)) {
      String message = message(line);
      if (WRAPPERS.contains(message)) {
        continue;
      }
      if (!chain.isEmpty() && chain.get(chain.size() - 1).contains(message)) {
        chain.remove(chain.size() - 1);
      }
      chain.add(simpleName(line) + (message.isEmpty() ? "" : ": " + message));
    }
    String cause =
        chain.isEmpty() ? trace.lines().findFirst().orElse("") : String.join("; cause: ", chain);
    return cause.length() <= MAX_LENGTH ? cause : cause.substring(0, MAX_LENGTH) + "…";
  }

  /** The line of each exception, the outermost first; further lines of a message are left out. */
  private static List<String> exceptions(String trace) {
    List<String> lines = trace.lines().toList();
    List<String> exceptions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i == 0) {
        exceptions.add(lines.get(i));
      } else if (lines.get(i).startsWith(CAUSED_BY)) {
        exceptions.add(lines.get(i).substring(CAUSED_BY.length()));
      }
    }
    return exceptions;
  }

  private static String message(String exception) {
    int colon = exception.indexOf(": ");
    String message = colon < 0 ? "" : exception.substring(colon + 2).strip();
    return message.endsWith(":") ? message.substring(0, message.length() - 1) : message;
  }

  private static String simpleName(String exception) {
    int colon = exception.indexOf(": ");
    String name = colon < 0 ? exception.strip() : exception.substring(0, colon);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
