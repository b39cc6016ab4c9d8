package io.iotpipeline.connect.cassandra;

import io.iotpipeline.connect.cassandra.cluster.ClusterCheck;
import io.iotpipeline.connect.cassandra.config.SinkConfig;
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
 * Writes Kafka records to tables of Apache Cassandra. It reads the configuration keys of the
 * DataStax connector. All tasks have the same configuration; Connect assigns the partitions.
 */
public final class CassandraSinkConnector extends SinkConnector {

  private final Function<SinkConfig, Map<String, String>> clusterCheck;
  private Map<String, String> settings = Map.of();

  /** The constructor that Connect calls. */
  public CassandraSinkConnector() {
    this(ClusterCheck::errors);
  }

  /**
   * @param clusterCheck returns the errors that only the cluster can show, by configuration key
   */
  CassandraSinkConnector(Function<SinkConfig, Map<String, String>> clusterCheck) {
    this.clusterCheck = clusterCheck;
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(new SinkConfig(props).originalsStrings());
  }

  @Override
  public void stop() {
    // The tasks hold the sessions; the connector holds no resource.
  }

  @Override
  public Class<? extends Task> taskClass() {
    return CassandraSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> configs = new ArrayList<>();
    for (int task = 0; task < maxTasks; task++) {
      Map<String, String> config = new HashMap<>(settings);
      config.put(SinkConfig.TASK, String.valueOf(task));
      configs.add(config);
    }
    return configs;
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.definition();
  }

  /**
   * Validates all keys, including the keys of tables and unknown keys, which {@link #config()} does
   * not define. If the configuration alone has no error, it is also checked against the cluster.
   */
  @Override
  public Config validate(Map<String, String> props) {
    Map<String, ConfigValue> validated = SinkConfig.validate(props);
    if (validated.values().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      clusterCheck
          .apply(new SinkConfig(props))
          .forEach((key, error) -> validated.get(key).addErrorMessage(error));
    }
    List<ConfigValue> values = new ArrayList<>();
    for (ConfigValue value : validated.values()) {
      // Older workers treat a key that config() does not define as an error. So return such a key
      // only if it has an error.
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
