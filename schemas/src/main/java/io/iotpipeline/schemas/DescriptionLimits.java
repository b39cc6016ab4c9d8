package io.iotpipeline.schemas;

import java.time.Duration;
import java.util.Map;

/** What counts as the description of a sensor. */
public final class DescriptionLimits {

  private static final int MAX_TEXT = 256;
  private static final int MAX_TAGS = 32;
  private static final int MAX_TAG = 64;
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);
  private static final Duration MAX_INTERVAL = Duration.ofDays(366);

  private DescriptionLimits() {}

  /** Returns what is wrong with a description, for people; null if nothing is. */
  public static String problem(SensorDescription description) {
    if (description.getSensorId().isBlank()) {
      return "The sensor id is blank.";
    }
    Map<String, String> texts =
        Map.of(
            "sensor id", description.getSensorId(),
            "name", description.getName(),
            "place", description.getPlace(),
            "owner", description.getOwner(),
            "kind", description.getKind());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (text.getValue().length() > MAX_TEXT) {
        return "The %s has more than %d characters.".formatted(text.getKey(), MAX_TEXT);
      }
    }
    if (description.getTags().size() > MAX_TAGS) {
      return "There are more than %d tags.".formatted(MAX_TAGS);
    }
    for (String tag : description.getTags()) {
      if (tag.isBlank() || tag.length() > MAX_TAG) {
        return "Tag '%s' is blank or has more than %d characters.".formatted(tag, MAX_TAG);
      }
    }
    Long interval = description.getExpectedIntervalMs();
    if (interval != null
        && (interval < MIN_INTERVAL.toMillis() || interval > MAX_INTERVAL.toMillis())) {
      return "The expected interval is not between a second and a year.";
    }
    return null;
  }
}
