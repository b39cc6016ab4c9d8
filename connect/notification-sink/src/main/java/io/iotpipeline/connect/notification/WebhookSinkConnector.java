package io.iotpipeline.connect.notification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Posts the records of its topics to a URL, at least once, in the order of each partition. */
public final class WebhookSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public void start(Map<String, String> props) {
    NotificationConfig.webhook(props);
    settings = Map.copyOf(props);
  }

  @Override
  public void stop() {
    // The tasks hold the connections.
  }

  @Override
  public Class<? extends Task> taskClass() {
    return WebhookSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public ConfigDef config() {
    return NotificationKeys.webhook();
  }

  @Override
  public Config validate(Map<String, String> props) {
    return NotificationConfig.validate(super.validate(props), props, NotificationConfig::webhook);
  }

  @Override
  public String version() {
    return Version.get();
  }
}
