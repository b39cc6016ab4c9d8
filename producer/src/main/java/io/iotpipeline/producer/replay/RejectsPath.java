package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.text.CsvInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the invalid rows of a file go. */
final class RejectsPath {

  private RejectsPath() {}

  /**
   * @param file the input
   * @param requested null for the default
   * @throws IllegalArgumentException if writing it would change another file, or the input
   */
  static Path of(Path file, Path requested) {
    Path path = requested == null ? Path.of(name(file) + ".rejects.csv") : requested;
    if (Files.isSymbolicLink(path)) {
      throw new IllegalArgumentException(
          "--rejects " + path + " is a symbolic link; set another file");
    }
    if (isSame(path, file)) {
      throw new IllegalArgumentException(
          "--rejects " + path + " would overwrite the input; set a file other than --file");
    }
    return path;
  }

  private static String name(Path file) {
    return file.equals(CsvInput.STANDARD_INPUT) ? "standard-input" : file.toString();
  }

  private static boolean isSame(Path path, Path file) {
    try {
      return path.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())
          || (Files.exists(path) && Files.exists(file) && Files.isSameFile(path, file));
    } catch (IOException e) {
      throw new IllegalArgumentException("--rejects " + path + ": " + e, e);
    }
  }
}
