package io.iotpipeline.connect.cassandra;

import io.iotpipeline.connect.cassandra.config.SinkConfig;
import io.iotpipeline.connect.cassandra.write.ClusterCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  private final Function<SinkConfig, Map<String, String>> clusterCheck;
  private Map<String, String> settings = Map.of();

  /** Connect makes connectors by this one. */
  public CassandraSinkConnector() {
    this(ClusterCheck::errors);
  }

  /**
   * @param clusterCheck what does not fit the cluster, by key
   */
  public CassandraSinkConnector(Function<SinkConfig, Map<String, String>> clusterCheck) {
    this.clusterCheck = clusterCheck;
  }

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
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int task = 0; task < maxTasks; task++) {
      Map<String, String> own = new HashMap<>(settings);
      own.put(SinkConfig.TASK, String.valueOf(task));
      tasks.add(own);
    }
    return tasks;
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.definition();
  }

  /**
   * Also judges the keys that only a configuration names: those of its tables, and unknown ones. A
   * configuration without an error in itself is held against the cluster.
   */
  @Override
  public Config validate(Map<String, String> props) {
    Map<String, ConfigValue> judged = SinkConfig.validate(props);
    if (judged.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      clusterCheck
          .apply(new SinkConfig(props))
          .forEach((key, error) -> judged.get(key).addErrorMessage(error));
    }
    List<ConfigValue> values = new ArrayList<>();
    for (ConfigValue value : judged.values()) {
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
