package io.iotpipeline.api.register;

import io.iotpipeline.api.answer.Parameters;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which sensors a client looks for.
 *
 * @param text part of id, name, place or owner, in any case
 */
record SensorFilter(
    Optional<String> text, Optional<String> state, Optional<String> tag, Optional<String> kind)
    implements Predicate<Sensor> {

  private static final Set<String> STATES = Set.of("ACTIVE", "SILENT", "NEVER_HEARD");

  static SensorFilter of(Parameters parameters) {
    return new SensorFilter(
        parameters.text("q"),
        parameters.oneOf("state", STATES),
        parameters.text("tag"),
        parameters.text("kind"));
  }

  boolean takesAll() {
    return text.isEmpty() && state.isEmpty() && tag.isEmpty() && kind.isEmpty();
  }

  @Override
  public boolean test(Sensor sensor) {
    return state.stream().allMatch(sensor.state()::equals)
        && kind.stream().allMatch(sensor.kind()::equals)
        && tag.stream().allMatch(sensor.tags()::contains)
        && text.stream().allMatch(part -> hasText(sensor, part));
  }

  private static boolean hasText(Sensor sensor, String part) {
    return contains(sensor.id(), part)
        || contains(sensor.name(), part)
        || contains(sensor.place(), part)
        || contains(sensor.owner(), part);
  }

  /** Compares the first character before anything else: it looks at each sensor of the fleet. */
  private static boolean contains(String text, String part) {
    char lower = Character.toLowerCase(part.charAt(0));
    char upper = Character.toUpperCase(part.charAt(0));
    for (int i = 0; i <= text.length() - part.length(); i++) {
      char c = text.charAt(i);
      if ((c == lower || c == upper) && text.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
