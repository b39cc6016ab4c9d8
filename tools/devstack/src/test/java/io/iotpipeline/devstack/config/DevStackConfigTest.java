package io.iotpipeline.devstack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.admin.cluster.Endpoints;
import io.iotpipeline.admin.cluster.EventTtl;
import io.iotpipeline.admin.cluster.PipelineException;
import io.iotpipeline.admin.cluster.SettingsFile;
import io.iotpipeline.schemas.EventBucket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevStackConfigTest {

  @TempDir private Path home;

  @Test
  void a_new_stack_has_the_default_settings() {
    assertThat(DevStackConfig.load(home, home))
        .isEqualTo(new DevStackConfig(home, home, Ports.DEFAULT));
  }

  @Test
  void later_commands_load_all_settings() {
    DevStackConfig config =
        new DevStackConfig(home, home, Ports.free())
            .withEventTtl(EventTtl.NONE.with(Duration.ofDays(30), Instant.EPOCH))
            .withEventBucket(EventBucket.HOUR)
            .withGateway(false)
            .withPrometheus(true);

    config.save();

    assertThat(DevStackConfig.load(home, home)).isEqualTo(config);
  }

  @Test
  void settings_from_before_the_gateway_start_it() {
    new SettingsFile(home)
        .write(
            "local",
            Map.of("ports", Ports.DEFAULT, "eventTtl", EventTtl.NONE, "eventBucket", "day"));

    assertThat(DevStackConfig.load(home, home).gateway()).isTrue();
  }

  @Test
  void the_endpoints_of_the_pipeline_follow_from_the_ports() {
    DevStackConfig config =
        new DevStackConfig(home, home, Ports.DEFAULT.withCassandraNodes(2, port -> true));

    assertThat(config.pipeline().endpoints())
        .isEqualTo(
            new Endpoints(
                "127.0.0.1:9092",
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8083",
                List.of("127.0.0.1:9042", "127.0.0.2:9042"),
                "datacenter1",
                2));
  }

  @Test
  void the_home_of_a_remote_pipeline_is_rejected() {
    new SettingsFile(home).write("remote", Map.of());

    assertThatThrownBy(() -> DevStackConfig.load(home, home))
        .isInstanceOf(PipelineException.class)
        .hasMessageContainingAll("remote", "PIPELINE_HOME");
  }
}
