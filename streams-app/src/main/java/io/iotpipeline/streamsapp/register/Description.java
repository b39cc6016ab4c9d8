package io.iotpipeline.streamsapp.register;

import io.iotpipeline.schemas.SensorDescription;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What people say about a sensor. A text that is not given is empty.
 *
 * @param tags in ascending order, each once
 * @param intervalMs longest time between two events that is usual, in ms; 0: not given
 */
public record Description(
    String name, String place, String owner, String kind, List<String> tags, long intervalMs) {

  /** Nothing is said. */
  public static final Description NONE = new Description("", "", "", "", List.of(), 0);

  static final int MAX_TEXT = 256;
  static final int MAX_TAGS = 32;
  static final int MAX_TAG = 64;
  static final long MIN_INTERVAL_MS = 1_000;
  static final long MAX_INTERVAL_MS = 366L * 24 * 60 * 60 * 1000;

  public Description {
    tags = List.copyOf(new TreeSet<>(tags));
  }

  /**
   * @throws IllegalArgumentException if a text is too long, there are too many tags, or the
   *     interval is out of range
   */
  public static Description of(SensorDescription record) {
    Long interval = record.getExpectedIntervalMs();
    Description description =
        new Description(
            record.getName(),
            record.getPlace(),
            record.getOwner(),
            record.getKind(),
            record.getTags(),
            interval == null ? 0 : interval);
    description.check(interval != null);
    return description;
  }

  private void check(boolean hasInterval) {
    for (String text : List.of(name, place, owner, kind)) {
      require(text.length() <= MAX_TEXT, "a text has more than " + MAX_TEXT + " characters");
    }
    require(tags.size() <= MAX_TAGS, "there are more than " + MAX_TAGS + " tags");
    for (String tag : tags) {
      require(
          !tag.isBlank() && tag.length() <= MAX_TAG,
          "a tag is empty or has more than " + MAX_TAG + " characters");
    }
    require(
        !hasInterval || (intervalMs >= MIN_INTERVAL_MS && intervalMs <= MAX_INTERVAL_MS),
        "the expected interval is not between a second and a year");
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Estimated bytes on the heap. */
  long heapBytes() {
    int characters = name.length() + place.length() + owner.length() + kind.length();
    for (String tag : tags) {
      characters += tag.length() + 32;
    }
    return equals(NONE) ? 0 : 300 + 2L * characters;
  }

  /** Writes its stored form. */
  public void write(ByteOutput out) {
    out.putText(name).putText(place).putText(owner).putText(kind).putVarint(tags.size());
    tags.forEach(out::putText);
    out.putVarint(intervalMs);
  }

  /** Reads its stored form. */
  public static Description read(ByteInput in) {
    String name = in.readText();
    String place = in.readText();
    String owner = in.readText();
    String kind = in.readText();
    List<String> tags = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      tags.add(in.readText());
    }
    return new Description(name, place, owner, kind, tags, in.readVarint());
  }
}
