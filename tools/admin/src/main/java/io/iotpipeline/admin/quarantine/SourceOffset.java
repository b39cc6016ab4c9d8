package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.format.TextEscaper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topic, partition and offset of a rejected record, which identify it. The text form is {@code
 * topic/partition/offset}.
 */
public record SourceOffset(String topic, int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("([\\w.-]+)/(\\d{1,9})/(\\d{1,18})");

  /**
   * @throws IllegalArgumentException if the text has another form
   */
  public static SourceOffset parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + TextEscaper.escaped(text) + "' does not have the form topic/partition/offset");
    }
    return new SourceOffset(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
