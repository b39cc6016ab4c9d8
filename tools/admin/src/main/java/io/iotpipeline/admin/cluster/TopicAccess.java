package io.iotpipeline.admin.cluster;

import java.util.Map;

/** How clients reach the topics of a pipeline and their schemas. */
public interface TopicAccess {

  /**
   * Settings of a client of Kafka: how to connect, and those of its purpose.
   *
   * @param purpose take precedence
   */
  Map<String, Object> kafkaSettings(Map<String, Object> purpose);

  /** Settings of {@link io.iotpipeline.schemas.AvroSerdes}. */
  Map<String, String> registrySettings();
}
