package io.iotpipeline.integration.stack;

/** Lends a stack whose servers are killed while devices send to it. */
public final class KillsStack extends StackExtension {

  KillsStack() {
    super("it-kills-stack", 1);
  }
}
