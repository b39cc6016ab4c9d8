package io.iotpipeline.integration.stack;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Lends a stack to test classes, one class after the other. The first that asks for it starts it,
 * and JUnit closes it after the last class. A class that leaves servers stopped or settings changed
 * fails, and the stack is repaired for the next class.
 */
abstract class StackExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

  private final String folder;
  private final int cassandraNodes;
  private final boolean secure;

  /**
   * @param folder the home folder's name under {@code integration-tests/target}
   */
  StackExtension(String folder, int cassandraNodes) {
    this(folder, cassandraNodes, false);
  }

  StackExtension(String folder, int cassandraNodes, boolean secure) {
    this.folder = folder;
    this.cassandraNodes = cassandraNodes;
    this.secure = secure;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    TestStack stack = stack(context);
    if (!stack.isIntact()) {
      stack.restore();
    }
    context.getStore(NAMESPACE).put("started", System.nanoTime());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    TestStack stack = stack(context);
    TestLog.print(
        "%s took %.1f s."
            .formatted(
                context.getDisplayName(),
                TestLog.secondsSince(context.getStore(NAMESPACE).get("started", Long.class))));
    if (!stack.isIntact()) {
      stack.restore();
      throw new AssertionError(
          context.getDisplayName() + " left servers stopped or other settings than it found");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestStack.class;
  }

  @Override
  public TestStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stack(context);
  }

  final TestStack stack(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            folder, key -> TestStack.start(folder, cassandraNodes, secure), TestStack.class);
  }
}
