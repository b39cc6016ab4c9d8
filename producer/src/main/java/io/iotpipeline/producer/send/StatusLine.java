package io.iotpipeline.producer.send;

import io.iotpipeline.producer.terminal.WordWrap;
import io.iotpipeline.schemas.VisibleText;
import java.io.Console;
import java.io.PrintWriter;

/**
 * Output for progress and error messages. On a terminal, the status is one line that is
 * overwritten; otherwise each status is a separate line. Thread-safe.
 */
public final class StatusLine {

  private final PrintWriter out;
  private final boolean interactive;

  StatusLine(PrintWriter out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  /** Creates a status line that detects whether the process runs on a terminal. */
  public static StatusLine on(PrintWriter out) {
    return new StatusLine(out, isTerminal(System.console()));
  }

  /** Since Java 22, {@code System.console()} is never null and has a method isTerminal(). */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22, a console is always a terminal
    }
  }

  boolean isInteractive() {
    return interactive;
  }

  /** Prints a line that is not overwritten. It may contain text of a device or a file. */
  public synchronized void println(String text) {
    String visible = VisibleText.of(text);
    out.println(interactive ? WordWrap.CLEAR_LINE + visible : visible);
    out.flush();
  }

  /** Replaces the status. */
  synchronized void update(String text) {
    if (interactive) {
      out.print(WordWrap.CLEAR_LINE + text);
      out.flush();
    } else {
      println(text);
    }
  }

  /** Removes the status from the terminal. */
  synchronized void clear() {
    if (interactive) {
      out.print(WordWrap.CLEAR_LINE);
      out.flush();
    }
  }
}
