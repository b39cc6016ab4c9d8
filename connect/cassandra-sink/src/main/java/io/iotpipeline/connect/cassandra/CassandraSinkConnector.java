package io.iotpipeline.connect.cassandra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes Kafka records to tables of Apache Cassandra, by the configuration keys of the DataStax
 * connector. Every task works by the same configuration; Connect divides the partitions among them.
 */
public final class CassandraSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(new SinkConfig(props).originalsStrings());
  }

  @Override
  public void stop() {
    // Nothing runs here: the tasks hold the sessions.
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CassandraSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.definition();
  }

  /**
   * Also judges the keys that only a configuration names: those of its tables, and unknown ones.
   */
  @Override
  public Config validate(Map<String, String> props) {
    List<ConfigValue> values = new ArrayList<>();
    for (ConfigValue value : SinkConfig.validate(props)) {
      // Older workers take a key that config() does not define for an error, so name the wrong ones
      // only.
      if (config().configKeys().containsKey(value.name()) || !value.errorMessages().isEmpty()) {
        values.add(value);
      }
    }
    return new Config(values);
  }

  @Override
  public String version() {
    return Version.get();
  }
}
