package io.iotpipeline.streamsapp.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.streamsapp.config.StreamsAppConfig;
import io.iotpipeline.streamsapp.registry.InMemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Compares the topology with {@code src/test/resources/expected_topology.txt}, because a changed
 * topology may lose the state of a running deployment. The failure message says what to do. It does
 * not cover the content of the stores: the codecs in {@code state/} must read all older forms.
 */
class GoldenTopologyTest {

  private static final Path EXPECTED = Path.of("src/test/resources/expected_topology.txt");

  private static final String WHAT_TO_DO =
      """
      The topology has changed. What happens to the state of a running deployment?
      - A new or renamed processor or sink: all state is kept.
      - A renamed store or repartition topic: its state is lost. Changelogs and repartition topics are
        named <application.id>-<name>-changelog and -repartition, so the renamed one starts empty.
        Clocks of sensors, open hours, event ids and baselines are lost, duplicates are counted again,
        and open hours are overwritten by smaller ones. Keep the old name.
      - A changed number of a sub-topology, or a processor in another sub-topology: task ids change.
        Old and new instances cannot share the work. Stop all instances, then start the new ones.
      If a name cannot be kept: stop all instances, and either start with a new application.id or
      run kafka-streams-application-reset for the old one and delete the state folders. Both read
      sensor-events again from its beginning; see "Update" in streams-app/README.md.
      Then update the expected topology, from the root of the project, and commit the file:
        mvn -pl schemas,streams-app test -Dtest=GoldenTopologyTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false
      """;

  @Test
  void the_topology_is_the_expected_one() throws IOException {
    InMemoryRegistry registry = InMemoryRegistry.withOurSchemas();
    StreamsAppConfig config = TestPipeline.config(registry, Path.of("unused"));

    String actual = TestPipeline.topology(config, registry).describe().toString().strip() + '\n';

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(EXPECTED, actual);
    }
    assertThat(actual).as(WHAT_TO_DO).isEqualTo(Files.readString(EXPECTED));
  }
}
