package io.iotpipeline.devstack.process;

import io.iotpipeline.admin.format.RootCause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in the ends of a server's logs why the server has ended, in one line: the last error, or an
 * earlier one that ends any server, such as a full disk, because servers log further errors while
 * they stop.
 *
 * <p>It reads the formats of all servers of the stack: a line begins with date, time and level;
 * what the JVM itself prints has none of them.
 */
public final class LastError {

  private static final int TAIL_BYTES = 256 * 1024;

  private static final Pattern LOGGED =
      Pattern.compile("^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)\\S*\\s+([A-Z]+)\\s+(.*)$");

  /** Thread, logger and the like, which stand before the message. */
  private static final Pattern ORIGIN =
      Pattern.compile("^(?:<[^>]*>\\s*|\\[[^\\]]*]\\s*|\\([^)]*\\)\\s*)+(?:[\\w.$]+(?::| -)\\s+)?");

  /** What a JVM or the main class of a server prints when it cannot continue. */
  private static final Pattern PRINTED =
      Pattern.compile(
          "^(?:Exception in thread |Error: |Error occurred during initialization"
              + "|Terminating due to |Aborting due to |# There is insufficient memory|streams-app: ).*");

  private static final Pattern EXCEPTION =
      Pattern.compile("^(?:Caused by: )?(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error)\\b.*");

  private static final Pattern FATAL =
      Pattern.compile(
          "No space left on device|OutOfMemoryError|Too many open files|Address already in use");

  private final List<Path> logs;

  /**
   * @param logs the files that the server writes; those that do not exist are left out
   */
  public LastError(List<Path> logs) {
    this.logs = List.copyOf(logs);
  }

  /**
   * The error, after its time; empty if there is none.
   *
   * @param start of the process: errors of earlier processes are left out
   */
  public Optional<String> since(Instant start) {
    LocalDateTime first = LocalDateTime.ofInstant(start, ZoneId.systemDefault()).withNano(0);
    List<Entry> errors =
        logs.stream()
            .filter(Files::isRegularFile)
            .flatMap(log -> new Scan(modified(log)).read(tail(log)).stream())
            .filter(error -> !error.time.isBefore(first))
            .sorted(Comparator.comparing(error -> error.time))
            .toList();
    return errors.stream()
        .filter(Entry::isFatal)
        .reduce((earlier, later) -> later)
        .or(() -> errors.stream().reduce((earlier, later) -> later))
        .map(Entry::oneLine);
  }

  /** An error and the exception that follows it. */
  private record Entry(LocalDateTime time, String message, StringBuilder trace) {

    boolean isFatal() {
      return FATAL.matcher(message).find() || FATAL.matcher(trace).find();
    }

    String oneLine() {
      String text =
          RootCause.of(trace.toString())
              .map(cause -> message.isEmpty() ? cause : cause + " (" + message + ")")
              .orElse(message);
      return "%tF %<tT %s".formatted(time, RootCause.shortened(text));
    }
  }

  /** Reads the lines of one log. */
  private static final class Scan {

    private final List<Entry> errors = new ArrayList<>();
    private final LocalDateTime modified;

    /** Time of the last logged line; null before the first. */
    private LocalDateTime time;

    /** The error that the next lines belong to; null after a line that is no error. */
    private Entry current;

    /**
     * @param modified of the file: the time of a text before which nothing was logged
     */
    Scan(LocalDateTime modified) {
      this.modified = modified;
    }

    List<Entry> read(List<String> lines) {
      lines.forEach(this::read);
      return errors;
    }

    private void read(String line) {
      Matcher logged = LOGGED.matcher(line);
      if (logged.matches()) {
        time = LocalDateTime.parse(logged.group(1) + "T" + logged.group(2));
        current = null;
        if (logged.group(3).matches("ERROR|FATAL|SEVERE")) {
          begin(ORIGIN.matcher(logged.group(4)).replaceFirst(""));
        }
      } else if (PRINTED.matcher(line).matches()) {
        begin(line);
      } else if (EXCEPTION.matcher(line).matches()) {
        if (current == null && (time == null || FATAL.matcher(line).find())) {
          begin("");
        }
        if (current != null) {
          current.trace.append(line).append('\n');
        }
      }
    }

    private void begin(String message) {
      current = new Entry(time == null ? modified : time, message.strip(), new StringBuilder());
      errors.add(current);
    }
  }

  private static LocalDateTime modified(Path log) {
    try {
      return LocalDateTime.ofInstant(
              Files.getLastModifiedTime(log).toInstant(), ZoneId.systemDefault())
          .withNano(0);
    } catch (IOException e) {
      return LocalDateTime.MAX.withNano(0);
    }
  }

  /** The last lines; none if the file cannot be read. */
  private static List<String> tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - begin)];
      file.seek(begin);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
