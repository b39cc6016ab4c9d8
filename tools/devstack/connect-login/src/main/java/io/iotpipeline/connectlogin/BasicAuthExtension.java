package io.iotpipeline.connectlogin;

import org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension;

/**
 * Kafka's basic authentication for the REST API of Connect, of the newest version on Maven Central.
 * Its own {@link #version()} uses a class that newer versions of Kafka no longer have at that
 * place. Delete this class when the extension is there in the version of Kafka.
 */
public final class BasicAuthExtension extends BasicAuthSecurityRestExtension {

  /** The version of the extension. */
  @Override
  public String version() {
    return "4.3.1";
  }
}
