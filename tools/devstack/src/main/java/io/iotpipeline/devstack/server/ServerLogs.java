package io.iotpipeline.devstack.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.devstack.process.JavaCommand;
import io.iotpipeline.devstack.process.Templates;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log of a server, and what it prints outside of its log: errors of the JVM, or of a start that
 * fails before there is a log.
 *
 * <p>The server rotates its log: at most {@value #FILES} files of {@value #MEGABYTES} MB each, of
 * which the older ones have a number at the end of their names. What it prints is kept of this run
 * and of the one before.
 */
public final class ServerLogs {

  /** INFO, or another of Log4j's; DEBUG is for the search of a fault. */
  public static final String LEVEL = "pipeline.log.level";

  static final int FILES = 5;
  static final int MEGABYTES = 10;

  private static final int TAIL_BYTES = 64 * 1024;

  private final Server server;

  public ServerLogs(Server server) {
    this.server = server;
  }

  /** Values of the templates of logging configurations. */
  static Map<String, Object> templateValues(Server server) {
    return templateValues(server.log());
  }

  /**
   * Writes the logging configuration of one of Kafka's servers.
   *
   * @param audit template with what a secured server logs in addition
   */
  static void writeLog4j(Server server, String audit) throws IOException {
    String text = Templates.text("log4j2.properties", templateValues(server));
    Files.writeString(
        server.folder().resolve("log4j2.properties"),
        server.config.secure()
            ? text + Templates.text(audit, templateValues(audit(server)))
            : text);
  }

  /** Lets one of our own programs log to its file, with the same bounds. */
  static void addTo(JavaCommand command, Server server) {
    command
        .property("log.appender", "file")
        .property("log.file", server.log())
        .property("log.mb", MEGABYTES)
        .property("log.older.files", FILES - 1);
    level().ifPresent(level -> command.property("log.level", level));
  }

  /** The log of who did what, of a secured server. */
  static Path audit(Server server) {
    return server.folder().resolve("audit.log");
  }

  /** What the servers log from their next start on; empty: what is usual for each. */
  static Optional<String> level() {
    return Optional.ofNullable(System.getProperty(LEVEL));
  }

  /** Values for another file with the same bounds. */
  static Map<String, Object> templateValues(Path log) {
    return Map.of(
        "log",
        log,
        "log.mb",
        MEGABYTES,
        "log.older.files",
        FILES - 1,
        "level",
        level().orElse("INFO"));
  }

  /**
   * The log and the printed lines; the one that was written last is last. An empty file counts only
   * if there is no other: a healthy Prometheus has neither a log nor warnings.
   */
  public List<Path> files() {
    List<Path> written = written();
    return written.isEmpty() ? Stream.of(server.output()).filter(Files::exists).toList() : written;
  }

  private List<Path> written() {
    return Stream.of(server.output(), server.log())
        .filter(file -> size(file) > 0)
        .sorted(Comparator.comparing(file -> file.toFile().lastModified()))
        .toList();
  }

  /** The file that was written last; the log if there is none yet. */
  public Path newest() {
    List<Path> files = files();
    return files.isEmpty() ? server.log() : files.get(files.size() - 1);
  }

  /** The last lines of each file, below its path. */
  public String tail(int lines) {
    return written().stream()
        .map(file -> "The end of " + file + ":\n  " + String.join("\n  ", lastLines(file, lines)))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> lastLines(Path file, int lines) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(Math.max(0, in.length() - TAIL_BYTES));
      byte[] end = new byte[(int) (in.length() - in.getFilePointer())];
      in.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException e) {
      return List.of("cannot be read: " + e.getMessage());
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /**
   * Moves what the last run has printed to a file of its own, and returns the file for the next.
   */
  Path startOutput() {
    Path output = server.output();
    try {
      if (size(output) > 0) {
        Files.move(output, output.resolveSibling(output.getFileName() + ".1"), REPLACE_EXISTING);
      }
      return output;
    } catch (IOException e) {
      throw new PipelineException("cannot move " + output + ": " + e.getMessage(), e);
    }
  }
}
