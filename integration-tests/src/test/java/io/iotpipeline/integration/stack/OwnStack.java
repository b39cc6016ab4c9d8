package io.iotpipeline.integration.stack;

/** Lends a stack to a class whose records would hinder other classes. */
public final class OwnStack extends StackExtension {

  OwnStack() {
    super("it-own-stack", 1);
  }
}
