package io.iotpipeline.chaos.sabotage;

import io.iotpipeline.connect.cassandra.CassandraSinkConnector;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Our sink, whose tasks report records as written before they are. */
public final class EarlyCommitConnector extends SinkConnector {

  private final CassandraSinkConnector real = new CassandraSinkConnector();

  @Override
  public void start(Map<String, String> props) {
    real.start(props);
  }

  @Override
  public void stop() {
    real.stop();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return EarlyCommitTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return real.taskConfigs(maxTasks);
  }

  @Override
  public ConfigDef config() {
    return real.config();
  }

  @Override
  public Config validate(Map<String, String> props) {
    return real.validate(props);
  }

  @Override
  public String version() {
    return real.version();
  }
}
