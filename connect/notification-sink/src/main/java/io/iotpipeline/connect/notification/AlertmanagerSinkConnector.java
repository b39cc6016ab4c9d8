package io.iotpipeline.connect.notification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Keeps an Alertmanager informed of the alerts of {@code sensor-alerts} that are open, as
 * Prometheus does of its own.
 */
public final class AlertmanagerSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> props) {
    NotificationConfig.alertmanager(props);
    settings = Map.copyOf(props);
  }

  @Override
  public void stop() {
    // The tasks hold the connections.
  }

  @Override
  public Class<? extends Task> taskClass() {
    return AlertmanagerSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public ConfigDef config() {
    return NotificationKeys.alertmanager();
  }

  @Override
  public Config validate(Map<String, String> props) {
    return NotificationConfig.validate(
        super.validate(props), props, NotificationConfig::alertmanager);
  }

  @Override
  public String version() {
    return Version.get();
  }
}
