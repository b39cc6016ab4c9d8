package io.iotpipeline.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of this repository, read by their path in it. Unit tests run in the folder of their
 * module.
 */
public final class Checkout {

  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Checkout() {}

  public static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** A property of the root pom, where each version is declared once. */
  public static String property(String name) {
    Matcher found =
        Pattern.compile("<%1$s>([^<]+)</%1$s>".formatted(Pattern.quote(name)))
            .matcher(read("pom.xml"));
    if (!found.find()) {
      throw new AssertionError("pom.xml has no property " + name);
    }
    return found.group(1);
  }
}
