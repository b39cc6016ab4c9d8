package io.iotpipeline.integration.stack;

/** Lends a stack whose servers all have TLS and logins. */
public final class SecureStack extends StackExtension {

  SecureStack() {
    super("it-secure-stack", 1, true);
  }
}
