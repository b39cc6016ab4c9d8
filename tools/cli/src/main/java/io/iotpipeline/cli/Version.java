package io.iotpipeline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The version that the build writes into a resource. */
final class Version {

  private Version() {}

  static String ofBuild() {
    try (InputStream version = Version.class.getResourceAsStream("version.txt")) {
      return new String(version.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read version.txt", e);
    }
  }
}
