package io.iotpipeline.connect.notification;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with placeholders of the form {@code ${field}}. A placeholder becomes the value of that
 * field, escaped as in a JSON string, or nothing if there is no such field. Values are inserted
 * once: a value that looks like a placeholder stays as it is.
 */
final class BodyTemplate {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");

  private final String template;

  /**
   * @param template empty: all fields as one JSON object
   */
  BodyTemplate(String template) {
    this.template = template;
  }

  String render(Map<String, Object> fields) {
    if (template.isEmpty()) {
      return Json.of(fields);
    }
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(text(fields.get(match.group(1)))));
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    return Json.escape(value instanceof CharSequence ? value.toString() : Json.of(value));
  }
}
