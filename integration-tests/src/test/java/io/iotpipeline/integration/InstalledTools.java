package io.iotpipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Programs that some checks need and that Maven cannot bring. */
public final class InstalledTools {

  private InstalledTools() {}

  /**
   * Skips the test where the program is missing, saying what to install; fails it where {@code
   * PIPELINE_REQUIRE_TOOLS=true} says that it must be there, as in CI.
   */
  public static void need(boolean installed, String remedy) {
    if ("true".equals(System.getenv("PIPELINE_REQUIRE_TOOLS"))) {
      assertThat(installed).as(remedy).isTrue();
    }
    assumeTrue(installed, remedy);
  }
}
