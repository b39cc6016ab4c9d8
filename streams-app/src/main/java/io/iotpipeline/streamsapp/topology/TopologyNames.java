package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.Topics;

/**
 * The names of the nodes and of the state store. Sources and sinks have the names of their topics.
 *
 * <p>The name of the store is part of the name of its changelog topic: a renamed store starts
 * empty.
 */
public final class TopologyNames {

  public static final String SENSORS_STORE = "sensors";

  static final String SENSOR_DESCRIPTIONS = Topics.SENSOR_DESCRIPTIONS.name();
  static final String SENSOR_EVENTS = Topics.SENSOR_EVENTS.name();
  static final String VALIDATED_EVENTS = Topics.VALIDATED_EVENTS.name();
  static final String HOURLY_AGGREGATES = Topics.HOURLY_AGGREGATES.name();
  static final String SENSOR_ALERTS = Topics.SENSOR_ALERTS.name();
  static final String REJECTED_EVENTS = Topics.REJECTED_EVENTS.name();

  /** A sink; the topic has the name of the store. */
  static final String SENSORS = Topics.SENSORS.name();

  static final String DESCRIBE = "describe";
  static final String REGISTER = "register";
  static final String VALIDATE = "validate";
  static final String ACCEPT = "accept";
  static final String AGGREGATE = "aggregate";
  static final String ALERT = "alert";

  private TopologyNames() {}
}
