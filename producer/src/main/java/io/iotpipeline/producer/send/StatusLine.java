package io.iotpipeline.producer.send;

import io.iotpipeline.producer.terminal.WordWrap;
import io.iotpipeline.schemas.VisibleText;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Output for progress and error messages. On a terminal, the status is one line that is
 * overwritten; otherwise there is a separate line every five seconds. Thread-safe.
 */
public final class StatusLine {

  /** Between two lines where nothing is overwritten. */
  private static final long PERIOD_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final boolean interactive;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private long shownPeriods;

  StatusLine(PrintWriter out, boolean interactive, LongSupplier nanoTime) {
    this.out = out;
    this.interactive = interactive;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  /** Creates a status line that detects whether the process runs on a terminal. */
  public static StatusLine on(PrintWriter out) {
    return new StatusLine(out, isTerminal(System.console()), System::nanoTime);
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

  /** Prints a line that is not overwritten. It may contain text of a device or a file. */
  public synchronized void println(String text) {
    String visible = VisibleText.of(text);
    out.println(interactive ? WordWrap.CLEAR_LINE + visible : visible);
    out.flush();
  }

  /**
   * Replaces the status.
   *
   * @param text asked for only if it is shown
   */
  synchronized void update(Supplier<String> text) {
    if (interactive) {
      out.print(WordWrap.CLEAR_LINE + text.get());
      out.flush();
      return;
    }
    long periods = (nanoTime.getAsLong() - startNanos) / PERIOD_NANOS;
    if (periods > shownPeriods) {
      shownPeriods = periods;
      println(text.get());
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
