package io.iotpipeline.streamsapp.register;

import io.iotpipeline.schemas.DescriptionLimits;
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

  public Description {
    tags = List.copyOf(new TreeSet<>(tags));
  }

  /**
   * @throws IllegalArgumentException if it is beyond {@link DescriptionLimits}
   */
  public static Description of(SensorDescription record) {
    String problem = DescriptionLimits.problem(record);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    Long interval = record.getExpectedIntervalMs();
    return new Description(
        record.getName(),
        record.getPlace(),
        record.getOwner(),
        record.getKind(),
        record.getTags(),
        interval == null ? 0 : interval);
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
