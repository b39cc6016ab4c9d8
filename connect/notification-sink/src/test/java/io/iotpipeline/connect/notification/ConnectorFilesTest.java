package io.iotpipeline.connect.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The files of connect/notifications. */
class ConnectorFilesTest {

  /** Keys of Connect, not of these connectors. */
  private static final String OF_CONNECT =
      "connector\\.class|tasks\\.max|topics|errors\\..*|consumer\\.override\\..*";

  @Test
  void the_webhook_reports_what_is_refused_and_starts_at_a_time() throws Exception {
    Map<String, String> config = config("webhook", NotificationKeys.webhook());

    assertThat(NotificationConfig.webhook(config).batchSize()).isEqualTo(1);
    assertThat(config)
        .containsEntry("connector.class", WebhookSinkConnector.class.getSimpleName())
        .containsEntry("errors.tolerance", "all")
        .containsEntry("errors.deadletterqueue.topic.name", "undelivered-alerts")
        .containsEntry("consumer.override.isolation.level", "read_committed")
        .containsKey(NotificationKeys.NOT_BEFORE);
  }

  @Test
  void alertmanager_keeps_alerts_longer_than_a_restart_takes() throws Exception {
    Map<String, String> config = config("alertmanager", NotificationKeys.alertmanager());

    assertThat(NotificationConfig.alertmanager(config).validity()).hasMinutes(60);
    assertThat(config)
        .containsEntry("connector.class", AlertmanagerSinkConnector.class.getSimpleName())
        .containsEntry("consumer.override.isolation.level", "read_committed");
  }

  /** Also requires that each key is one of Connect or of the connector. */
  private static Map<String, String> config(String name, ConfigDef definition) throws Exception {
    JsonNode file =
        new ObjectMapper().readTree(Path.of("../notifications", name + ".json").toFile());
    assertThat(file.path("name").asText()).isEqualTo(name);
    Map<String, String> config = new HashMap<>();
    file.path("config")
        .properties()
        .forEach(each -> config.put(each.getKey(), each.getValue().asText()));
    assertThat(config.keySet())
        .allMatch(key -> key.matches(OF_CONNECT) || definition.configKeys().containsKey(key));
    return config;
  }
}
