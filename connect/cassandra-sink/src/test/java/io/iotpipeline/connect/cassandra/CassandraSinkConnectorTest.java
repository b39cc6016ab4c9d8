package io.iotpipeline.connect.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.config.SinkConfigTest;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class CassandraSinkConnectorTest {

  @Test
  void reports_an_error_of_the_cluster_check_under_its_key() {
    CassandraSinkConnector connector =
        new CassandraSinkConnector(config -> Map.of("contactPoints", "no answer"));

    List<ConfigValue> errors = errors(connector, SinkConfigTest.valid());

    assertThat(errors).singleElement().extracting(ConfigValue::name).isEqualTo("contactPoints");
    assertThat(errors.get(0).errorMessages()).containsExactly("no answer");
  }

  @Test
  void does_not_connect_when_the_configuration_alone_is_invalid() {
    CassandraSinkConnector connector =
        new CassandraSinkConnector(
            config -> {
              throw new AssertionError("connected");
            });

    List<ConfigValue> errors = errors(connector, SinkConfigTest.validWith("port", "0"));

    assertThat(errors).hasSize(1);
  }

  @Test
  void returns_a_key_without_definition_only_when_it_has_an_error() {
    CassandraSinkConnector connector = new CassandraSinkConnector(config -> Map.of());

    List<ConfigValue> valid = connector.validate(SinkConfigTest.valid()).configValues();
    List<ConfigValue> unknown =
        connector.validate(SinkConfigTest.validWith("ignoreErrors", "All")).configValues();

    assertThat(valid)
        .extracting(ConfigValue::name)
        .containsExactlyInAnyOrderElementsOf(SinkConfig.definition().names());
    assertThat(unknown).extracting(ConfigValue::name).contains("ignoreErrors");
  }

  @Test
  void numbers_its_tasks_for_their_metrics() {
    CassandraSinkConnector connector = new CassandraSinkConnector();
    connector.start(SinkConfigTest.valid());

    List<Map<String, String>> tasks = connector.taskConfigs(2);

    assertThat(tasks).extracting(task -> task.get("task.number")).containsExactly("0", "1");
    assertThat(tasks).allSatisfy(task -> assertThat(new SinkConfig(task)).isNotNull());
  }

  private static List<ConfigValue> errors(
      CassandraSinkConnector connector, Map<String, String> settings) {
    return connector.validate(settings).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .toList();
  }
}
