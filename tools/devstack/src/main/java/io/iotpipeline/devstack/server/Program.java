package io.iotpipeline.devstack.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that is installed on this machine. */
final class Program {

  private final List<String> names;

  /**
   * @param names the names that it has on different systems
   */
  Program(String... names) {
    this.names = List.of(names);
  }

  /** The first one in the folders of {@code path}, which has the form of PATH. */
  Optional<Path> find(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .flatMap(this::candidates)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private Stream<Path> candidates(String folder) {
    return names.stream().map(name -> Path.of(folder, name));
  }
}
