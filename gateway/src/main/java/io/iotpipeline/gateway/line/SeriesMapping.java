package io.iotpipeline.gateway.line;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Which series of InfluxDB is which sensor, and which field is which metric. A series has its own
 * values of all tags, so each is a sensor; otherwise readings of two series would be mixed.
 *
 * @param sensorTags the value of the first of these tags that is there begins the sensor id
 * @param ignoredTags tags that are not part of the sensor id
 */
public record SeriesMapping(List<String> sensorTags, Set<String> ignoredTags) {

  /** The field whose metric is named as its measurement. */
  private static final String PLAIN_FIELD = "value";

  public SeriesMapping {
    sensorTags = List.copyOf(sensorTags);
    ignoredTags = Set.copyOf(ignoredTags);
  }

  String sensorId(String measurement, SortedMap<String, String> tags) {
    String sensorTag = sensorTag(tags);
    if (sensorTag != null && tags.size() == 1) {
      return tags.get(sensorTag);
    }
    StringBuilder id = new StringBuilder(sensorTag == null ? measurement : tags.get(sensorTag));
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (!tag.getKey().equals(sensorTag) && !ignoredTags.contains(tag.getKey())) {
        id.append(',');
        escape(tag.getKey(), id);
        id.append('=');
        escape(tag.getValue(), id);
      }
    }
    return id.toString();
  }

  private String sensorTag(SortedMap<String, String> tags) {
    for (String tag : sensorTags) {
      if (tags.containsKey(tag)) {
        return tag;
      }
    }
    return null;
  }

  /** So that tags with other texts have other ids. */
  private static void escape(String text, StringBuilder id) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == ',' || character == '=' || character == '\\') {
        id.append('\\');
      }
      id.append(character);
    }
  }

  String metric(String measurement, String field) {
    return field.equals(PLAIN_FIELD) ? measurement : measurement + '_' + field;
  }
}
