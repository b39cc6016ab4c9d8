package io.iotpipeline.admin.quarantine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a refused record was read, which names it uniquely. Written {@code topic/partition/offset}.
 */
public record SourceOffset(String topic, int partition, long offset) {

  private static final Pattern FORM = Pattern.compile("([\\w.-]+)/(\\d{1,9})/(\\d{1,18})");

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  public static SourceOffset parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + TextEscaper.escaped(text) + "' is not of the form topic/partition/offset");
    }
    return new SourceOffset(
        matcher.group(1), Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)));
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }
}
