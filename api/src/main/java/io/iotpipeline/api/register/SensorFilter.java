package io.iotpipeline.api.register;

import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.TextPart;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which sensors a client looks for.
 *
 * @param text part of id, name, place or owner
 */
record SensorFilter(
    Optional<TextPart> text, Optional<String> state, Optional<String> tag, Optional<String> kind)
    implements Predicate<Sensor> {

  private static final Set<String> STATES = Set.of("ACTIVE", "SILENT", "NEVER_HEARD");

  static SensorFilter of(Parameters parameters) {
    return new SensorFilter(
        parameters.part("q"),
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

  private static boolean hasText(Sensor sensor, TextPart part) {
    return part.isIn(sensor.id())
        || part.isIn(sensor.name())
        || part.isIn(sensor.place())
        || part.isIn(sensor.owner());
  }
}
