package io.iotpipeline.gateway.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.iotpipeline.vertxserver.ServerKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the gateway, with defaults and documentation. */
public final class ConfigKeys {

  static final String MQTT_LISTEN = "mqtt.listen";
  static final String MQTT_BROKER = "mqtt.broker";
  static final String MQTT_BROKER_USERNAME = "mqtt.broker.username";
  static final String MQTT_BROKER_PASSWORD = "mqtt.broker.password";
  static final String SENDERS = "senders";
  static final String EVENTS_PER_SECOND = "sender.events.per.second";
  static final String IN_FLIGHT_BYTES = "in.flight.bytes";
  static final String MAX_CONNECTIONS = "max.connections";
  static final String LINE_SENSOR_TAGS = "line.sensor.tags";
  static final String LINE_IGNORED_TAGS = "line.ignored.tags";

  /** Value of a listen address: this protocol is not spoken. */
  static final String OFF = "off";

  private static final long MIB = 1024 * 1024;

  private ConfigKeys() {}

  /** All settings; those that are passed on to Kafka and the serializer are not listed. */
  public static ServerKeys keys() {
    List<String> passedOn = new ArrayList<>(ServerKeys.AVRO_PREFIXES);
    passedOn.add(ServerKeys.KAFKA_PREFIX);
    return new ServerKeys("gateway", definitions(), passedOn);
  }

  private static ConfigDef definitions() {
    return ServerKeys.common()
        .define(
            ServerKeys.HTTP_LISTEN,
            STRING,
            "127.0.0.1:8094",
            HIGH,
            "Address of HTTP, HOST:PORT; port 0 takes a free one, off: no HTTP.")
        .define(
            MQTT_LISTEN,
            STRING,
            "127.0.0.1:1883",
            HIGH,
            "Address of MQTT, HOST:PORT; port 0 takes a free one, off: no MQTT.")
        .define(
            MQTT_BROKER,
            STRING,
            null,
            MEDIUM,
            "Another broker to take messages from: mqtt://HOST:PORT or mqtts://HOST:PORT.")
        .define(MQTT_BROKER_USERNAME, STRING, null, LOW, "User name for the broker of mqtt.broker.")
        .define(
            MQTT_BROKER_PASSWORD, PASSWORD, null, LOW, "Password for the broker of mqtt.broker.")
        .define(
            SENDERS,
            STRING,
            null,
            HIGH,
            "File of the senders and the hashes of their tokens. Without it anybody may send.")
        .define(
            EVENTS_PER_SECOND,
            INT,
            0,
            atLeast(0),
            MEDIUM,
            "Events a second that each sender may send; 0: no limit. Without a file of senders each"
                + " client address is a sender.")
        .define(
            IN_FLIGHT_BYTES,
            LONG,
            16 * MIB,
            atLeast(MIB),
            LOW,
            "Bytes that may wait for Kafka's acknowledgement; beyond it senders have to wait.")
        .define(
            MAX_CONNECTIONS,
            INT,
            20_000,
            atLeast(1),
            LOW,
            "Open connections of each protocol; beyond it HTTP closes the longest idle one, MQTT the"
                + " new one.")
        .define(
            LINE_SENSOR_TAGS,
            LIST,
            "sensor_id,sensor,device,host",
            MEDIUM,
            "Tags of the line protocol that name the sensor; the first one that a line has counts.")
        .define(
            LINE_IGNORED_TAGS,
            LIST,
            "",
            MEDIUM,
            "Tags of the line protocol that are not part of the sensor id.");
  }
}
