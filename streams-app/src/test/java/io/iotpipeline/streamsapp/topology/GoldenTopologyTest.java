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
 * one may lose what a running deployment has stored. The failure says what to do. What the stores
 * contain is not seen here: the codecs in {@code state/} must go on reading what they once wrote.
 */
class GoldenTopologyTest {

  private static final Path EXPECTED = Path.of("src/test/resources/expected_topology.txt");

  private static final String WHAT_TO_DO =
      """
      The topology has changed. What does a running deployment find after the update?
      - A new step or sink: all it had.
      - A store or repartition topic that is renamed: nothing. Changelogs and repartition topics are
        named <application.id>-<name>-changelog and -repartition, so the renamed one begins empty:
        sensors' clocks, open hours, seen ids and alert baselines are gone, duplicates count again, and
        hours that were open are written over by smaller ones. Keep the old name.
      - A changed number of a sub-topology, or a step moved into another: other task ids. Instances
        of the old and the new kind cannot share the work: stop all of them, then start the new ones.
      If a name cannot be kept: stop all instances, and either start with a new application.id or
      run kafka-streams-application-reset for the old one and delete the state folders. Both read
      sensor-events again from its beginning; see "Update" in streams-app/README.md.
      Then accept the new topology, from the project's root, and commit the file with the change:
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
