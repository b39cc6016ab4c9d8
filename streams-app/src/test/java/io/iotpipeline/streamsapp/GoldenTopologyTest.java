package io.iotpipeline.streamsapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Compares the topology with {@code src/test/resources/expected_topology.txt}.
 *
 * <p>When it fails, the topology has changed, and with it perhaps what a running app finds when it
 * is updated. A new step or sink is harmless: copy the actual text into the file. A store that is
 * renamed or has moved to another sub-topology loses its state, since its changelog is named after
 * it: all open windows and seen ids with it. Then keep the old name, or plan how to carry the state
 * over (a new {@code application.id} that reads everything again). The same holds for what the
 * stores contain: the codecs in {@code state/} must go on reading what they once wrote.
 */
class GoldenTopologyTest {

  @Test
  void the_topology_is_the_expected_one() throws IOException {
    InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
    StreamsAppConfig config = TestPipeline.config(registry, Path.of("unused"));

    String actual = TestPipeline.topology(config, registry).describe().toString();

    try (InputStream expected = getClass().getResourceAsStream("/expected_topology.txt")) {
      assertThat(actual.strip()).isEqualTo(new String(expected.readAllBytes(), UTF_8).strip());
    }
  }
}
