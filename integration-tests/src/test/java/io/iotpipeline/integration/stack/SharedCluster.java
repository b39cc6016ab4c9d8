package io.iotpipeline.integration.stack;

import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lends the stack with three Cassandra nodes, as {@link SharedStack} does with one. It stops after
 * each class, with its data kept for the next: its servers need too much memory to wait.
 */
public final class SharedCluster extends StackExtension {

  SharedCluster() {
    super("it-cluster", 3);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    super.afterAll(context);
    stack(context).stop();
  }
}
