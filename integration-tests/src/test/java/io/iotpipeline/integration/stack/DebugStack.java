package io.iotpipeline.integration.stack;

import io.iotpipeline.devstack.server.ServerLogs;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lends a secured stack whose servers log at the level DEBUG. */
public final class DebugStack extends StackExtension {

  DebugStack() {
    super("it-debug-stack", 1, true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    System.setProperty(ServerLogs.LEVEL, "DEBUG");
    super.beforeAll(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.clearProperty(ServerLogs.LEVEL);
    super.afterAll(context);
  }
}
