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
 * Finds a JDK for Cassandra 5.0, which supports Java 11 and 17 only. All other servers run on the
 * JDK of this process.
 */
public final class Jdk {

  private static final List<Integer> SUPPORTED = List.of(17, 11);

  private Jdk() {}

  /**
   * @return its home folder
   * @throws PipelineException if there is none, with the remedy
   */
  public static Path forCassandra() {
    Path current = Path.of(System.getProperty("java.home"));
    if (SUPPORTED.contains(Runtime.version().feature())) {
      return current;
    }
    return candidates(System.getProperty("user.home"))
        .filter(home -> Files.isExecutable(home.resolve("bin").resolve("java")))
        .filter(home -> majorVersion(home).filter(SUPPORTED::contains).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new PipelineException(
                    ("Cassandra needs Java 11 or 17, but this is Java %d (%s) and no other JDK was"
                            + " found. Install a JDK 17, or set its path:"
                            + " CASSANDRA_JAVA_HOME=/path/to/jdk-17 ./pipeline up")
                        .formatted(Runtime.version().feature(), current)));
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

  /** The major version in file {@code release} of a JDK; empty if there is none. */
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
