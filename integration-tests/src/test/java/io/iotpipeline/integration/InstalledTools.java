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
    requireInCi(installed, remedy);
    assumeTrue(installed, remedy);
  }

  /**
   * Whether the part of a test can run that needs the program. Without it that part is left out,
   * and the test's output says what to install; the test fails where {@link #need} fails it.
   */
  public static boolean optional(boolean installed, String remedy) {
    requireInCi(installed, remedy);
    if (!installed) {
      System.out.println("A part of a test is left out: " + remedy);
    }
    return installed;
  }

  private static void requireInCi(boolean installed, String remedy) {
    if ("true".equals(System.getenv("PIPELINE_REQUIRE_TOOLS"))) {
      assertThat(installed).as(remedy).isTrue();
    }
  }
}
