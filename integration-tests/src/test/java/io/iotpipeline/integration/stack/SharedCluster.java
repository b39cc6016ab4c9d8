package io.iotpipeline.integration.stack;

/** Lends the stack with three Cassandra nodes, as {@link SharedStack} does with one. */
public final class SharedCluster extends StackExtension {

  SharedCluster() {
    super("it-cluster", 3);
  }
}
