package io.iotpipeline.connect.notification;

import java.util.Objects;

/** The plugin's version, read from the manifest of its jar. */
final class Version {

  private Version() {}

  /** Returns "unpackaged" when the classes do not come from a jar. */
  static String get() {
    String version = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "unpackaged");
  }
}
