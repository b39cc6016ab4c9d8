package io.iotpipeline.api;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.api.config.ApiConfig;
import java.util.HashMap;
import java.util.Map;

/** The topics of the configured pipeline. */
record ConfiguredTopics(ApiConfig config) implements TopicAccess {

  @Override
  public Map<String, Object> kafkaSettings(Map<String, Object> purpose) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.putAll(purpose);
    return settings;
  }

  @Override
  public Map<String, String> registrySettings() {
    return config.avro();
  }
}
