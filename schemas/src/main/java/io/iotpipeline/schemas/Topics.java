package io.iotpipeline.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The topics of the pipeline, as declared in {@code topics.properties}. */
public final class Topics {

  /** Consumer group of the streams app, unless its {@code application.id} is another one. */
  public static final String STREAMS_APP_GROUP = "iot-streams-app";

  public static final Topic SENSOR_EVENTS = declared("sensor-events");
  public static final Topic VALIDATED_EVENTS = declared("validated-events");
  public static final Topic HOURLY_AGGREGATES = declared("hourly-aggregates");
  public static final Topic SENSOR_ALERTS = declared("sensor-alerts");
  public static final Topic REJECTED_EVENTS = declared("rejected-events");
  public static final Topic UNDELIVERED_ALERTS = declared("undelivered-alerts");
  public static final Topic SENSORS = declared("sensors");
  public static final Topic SENSOR_DESCRIPTIONS = declared("sensor-descriptions");

  private Topics() {}

  /** All topics, in the order of the data flow. */
  public static List<Topic> all() {
    return List.of(
        SENSOR_DESCRIPTIONS,
        SENSOR_EVENTS,
        VALIDATED_EVENTS,
        HOURLY_AGGREGATES,
        SENSOR_ALERTS,
        REJECTED_EVENTS,
        UNDELIVERED_ALERTS,
        SENSORS);
  }

  private static Topic declared(String name) {
    Map<String, String> settings = settingsOf(name);
    Schema schema = PublishedSchemas.named(required(settings, name, "schema"));
    int partitions = Integer.parseInt(required(settings, name, "partitions"));
    return new Topic(name, schema, partitions, settings);
  }

  private static Map<String, String> settingsOf(String topic) {
    Properties declared = load("/topics.properties");
    Map<String, String> settings = new TreeMap<>();
    String prefix = topic + ".";
    for (String key : declared.stringPropertyNames()) {
      if (key.startsWith(prefix)) {
        settings.put(key.substring(prefix.length()), declared.getProperty(key).strip());
      }
    }
    return settings;
  }

  private static String required(Map<String, String> settings, String topic, String setting) {
    String value = settings.remove(setting);
    if (value == null) {
      throw new IllegalStateException("topics.properties has no key " + topic + "." + setting);
    }
    return value;
  }

  static Properties load(String resource) {
    try (InputStream in = Topics.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }
}
