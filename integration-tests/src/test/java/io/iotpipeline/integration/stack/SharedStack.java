package io.iotpipeline.integration.stack;

/**
 * Lends the stack with one Cassandra node: {@code @ExtendWith(SharedStack.class)} on a class whose
 * constructor takes a {@link TestStack}.
 */
public final class SharedStack extends StackExtension {

  SharedStack() {
    super("it-stack", 1);
  }
}
