package io.iotpipeline.local.monitoring;

import java.nio.file.Path;

/** The checkout that a unit test runs in: Maven starts it in the module's folder. */
final class ThisCheckout {

  private ThisCheckout() {}

  static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
