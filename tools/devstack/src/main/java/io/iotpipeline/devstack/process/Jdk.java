package io.iotpipeline.devstack.process;

import io.iotpipeline.admin.cluster.PipelineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds a JDK that Cassandra 5.0 runs on: 11 or 17 and no other. Everything else runs on whatever
 * JDK 17 or newer runs this.
 */
public final class Jdk {

  private static final List<Integer> SUPPORTED = List.of(17, 11);

  private Jdk() {}

  /**
   * @throws PipelineException when there is none, saying how to give one
   */
  public static Path forCassandra() {
    Path own = Path.of(System.getProperty("java.home"));
    if (SUPPORTED.contains(Runtime.version().feature())) {
      return own;
    }
    return candidates(System.getProperty("user.home"))
        .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
        .filter(home -> majorVersion(home).filter(SUPPORTED::contains).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new PipelineException(
                    "Cassandra runs on Java 11 or 17 only; this is Java "
                        + Runtime.version().feature()
                        + " ("
                        + own
                        + ") and no other was found. Install a JDK 17, or name one:"
                        + " CASSANDRA_JAVA_HOME=/path/to/jdk-17 ./pipeline up"));
  }

  private static Stream<Path> candidates(String userHome) {
    List<Path> homes = new ArrayList<>();
    for (String variable : List.of("CASSANDRA_JAVA_HOME", "JAVA17_HOME", "JAVA_HOME")) {
      Optional.ofNullable(System.getenv(variable)).map(Path::of).ifPresent(homes::add);
    }
    children(Path.of("/usr/lib/jvm")).forEach(homes::add);
    children(Path.of("/Library/Java/JavaVirtualMachines"))
        .map(bundle -> bundle.resolve("Contents").resolve("Home"))
        .forEach(homes::add);
    children(Path.of(userHome, ".sdkman", "candidates", "java")).forEach(homes::add);
    children(Path.of(userHome, ".jdks")).forEach(homes::add);
    homes.add(Path.of("/opt/homebrew/opt/openjdk@17"));
    homes.add(Path.of("/usr/local/opt/openjdk@17"));
    return homes.stream();
  }

  private static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      return Stream.of();
    }
  }

  /** Reads the {@code release} file that every JDK has at its root. */
  static Optional<Integer> majorVersion(Path home) {
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      return Optional.empty();
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    try {
      return Optional.of(Runtime.Version.parse(version).feature());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
