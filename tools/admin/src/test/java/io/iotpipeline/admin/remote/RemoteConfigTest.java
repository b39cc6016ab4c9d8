package io.iotpipeline.admin.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.DeploymentFiles;
import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteConfigTest {

  private static final Endpoints ENDPOINTS =
      new Endpoints(
          "broker:9092", "http://registry/", "http://connect", List.of("c1:9042"), "dc1", 1);

  @TempDir private Path home;

  @Test
  void later_verbs_find_the_servers_that_were_set_up() {
    new RemoteConfig(ENDPOINTS, EventTtl.NONE).save(home);

    assertThat(RemoteConfig.isIn(home)).isTrue();
    Pipeline pipeline =
        RemoteConfig.load(home).orElseThrow().pipeline(new DeploymentFiles(home), home);
    assertThat(pipeline.endpoints()).isEqualTo(ENDPOINTS);
    assertThat(pipeline.registryUrl()).isEqualTo("http://registry");
  }

  @Test
  void the_file_of_the_home_has_the_logins() throws IOException {
    RemoteConfig config = new RemoteConfig(ENDPOINTS, EventTtl.NONE);
    Path file = Files.writeString(home.resolve("pipeline.properties"), "kafka.client.id=me");

    Pipeline pipeline = config.pipeline(new DeploymentFiles(home), home);

    assertThat(pipeline.kafkaSettings(Map.of("acks", 1)))
        .isEqualTo(Map.of("client.id", "me", "bootstrap.servers", "broker:9092", "acks", 1));
    Files.writeString(file, "no.such=setting");
    assertThatThrownBy(() -> config.pipeline(new DeploymentFiles(home), home))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("no.such", file.toString());
  }

  @Test
  void the_home_of_a_development_stack_is_refused() {
    new SettingsFile(home).write("local", Map.of());

    assertThat(RemoteConfig.isIn(home)).isFalse();
    assertThatThrownBy(() -> RemoteConfig.load(home))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("local", "PIPELINE_HOME");
  }
}
