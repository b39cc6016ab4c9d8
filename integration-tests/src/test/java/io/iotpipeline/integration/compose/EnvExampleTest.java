package io.iotpipeline.integration.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.integration.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code .env.example} lists what can be set, with the default that holds without it. */
class EnvExampleTest {

  @Test
  void every_variable_is_listed_with_its_default_and_no_other() {
    Map<String, Set<String>> listed = new TreeMap<>();
    lines().stream()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .filter(line -> !line.startsWith("COMPOSE_")) // Compose's own
        .map(line -> line.split("=", 2))
        .forEach(setting -> listed.put(setting[0], Set.of(setting[1])));

    assertThat(ComposeFile.variables()).isEqualTo(listed);
  }

  @Test
  void every_variable_is_explained() {
    List<String> bare = new ArrayList<>();
    List<String> lines = lines();
    for (int i = 1; i < lines.size(); i++) {
      boolean setting = lines.get(i).contains("=") && !lines.get(i).startsWith("#");
      if (setting && !lines.get(i - 1).startsWith("# ")) {
        bare.add(lines.get(i));
      }
    }

    assertThat(bare).isEmpty();
  }

  private static List<String> lines() {
    return Checkout.read(".env.example").lines().toList();
  }
}
