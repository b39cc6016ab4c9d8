package io.iotpipeline.producer.send;

import java.io.Console;
import java.io.PrintWriter;

/**
 * Where progress and complaints go: one status line that is written over when a person watches, and
 * plain lines when the output goes to a file. Safe for use by several threads.
 */
public final class StatusLine {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean interactive;

  StatusLine(PrintWriter out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  /** A screen that finds out whether a person watches. */
  public static StatusLine on(PrintWriter out) {
    return new StatusLine(out, isTerminal(System.console()));
  }

  /** From Java 22 on there always is a console, which knows by itself whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22 a console is a terminal
    }
  }

  boolean interactive() {
    return interactive;
  }

  /** A line that stays. */
  public synchronized void line(String text) {
    out.println(interactive ? CLEAR_LINE + text : text);
    out.flush();
  }

  /** How things stand; the next status takes its place. */
  synchronized void status(String text) {
    if (interactive) {
      out.print(CLEAR_LINE + text);
      out.flush();
    } else {
      line(text);
    }
  }

  /** Takes the last status away. */
  synchronized void clearStatus() {
    if (interactive) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
