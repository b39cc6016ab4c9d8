package io.iotpipeline.chaos.stack;

import io.iotpipeline.devstack.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * libfaketime, which steps the wall clock of a process by a file. The monotonic clock stays right,
 * as on a machine whose time is set.
 */
public record ClockLibrary(Path library) {

  private static final String FILE = "libfaketime.so.1";
  private static final Duration STEP = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final int PAUSES = 5;
  private static final int HEAP_MB = 32;

  /** The library, if it is installed and a JVM works with it. */
  static Optional<ClockLibrary> find() {
    return Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(ClockLibrary::below)
        .map(ClockLibrary::new)
        .filter(ClockLibrary::works)
        .findFirst();
  }

  /** Debian has it two levels below: {@code /usr/lib/x86_64-linux-gnu/faketime}. */
  private static Stream<Path> below(Path folder) {
    try (Stream<Path> found = Files.find(folder, 3, (path, attributes) -> path.endsWith(FILE))) {
      return found.toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty();
    }
  }

  /**
   * The variables of a process whose clock is stepped by the file.
   *
   * @param file its content is written by {@link #step}; it is read once a second
   */
  Map<String, String> environment(Path file) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Else each timed wait of a JVM returns at once, and its threads take all CPU.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** Steps the clock to so many seconds before or after the real time. */
  static void step(Path file, long seconds) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, String.format("%+d%n", seconds));
  }

  /** Whether a JVM sees the step, and its timed waits take as long as they should. */
  private boolean works() {
    try {
      Path file = Files.createTempFile("chaos", "clock");
      try {
        step(file, STEP.toSeconds());
        ProcessBuilder probe =
            new ProcessBuilder(
                    JavaCommand.ofThisJvm(HEAP_MB)
                        .main(
                            System.getProperty("java.class.path"),
                            ClockLibrary.class.getName(),
                            String.valueOf(System.currentTimeMillis())))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD);
        probe.environment().putAll(environment(file));
        Process process = probe.start();
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The probe: exit code 0 if the clock is stepped and the waits are right.
   *
   * @param args the real time in milliseconds
   */
  public static void main(String[] args) {
    long startNanos = System.nanoTime();
    for (int i = 0; i < PAUSES; i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    long steppedMs = System.currentTimeMillis() - Long.parseLong(args[0]);
    boolean waits = waitedMs >= PAUSE.toMillis() * PAUSES * 4 / 5;
    boolean steps = steppedMs >= STEP.toMillis();
    System.exit(waits && steps ? 0 : 1);
  }
}
