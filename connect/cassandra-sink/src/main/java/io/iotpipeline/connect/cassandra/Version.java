package io.iotpipeline.connect.cassandra;

import java.util.Objects;

/** The plugin's version, as the manifest of its jar states it. */
final class Version {

  private Version() {}

  /** "unpackaged" when the classes do not come from a jar. */
  static String get() {
    String stated = Version.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(stated, "unpackaged");
  }
}
