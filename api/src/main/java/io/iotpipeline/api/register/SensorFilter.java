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
 * @param onlyOpen only those with open alerts of their metrics
 */
record SensorFilter(
    Optional<TextPart> text,
    Optional<String> state,
    Optional<String> tag,
    Optional<String> kind,
    boolean onlyOpen)
    implements Predicate<SensorRegister.Entry> {

  static final SensorFilter ALL =
      new SensorFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  private static final Set<String> STATES = Set.of("ACTIVE", "SILENT", "NEVER_HEARD");

  static SensorFilter of(Parameters parameters) {
    return new SensorFilter(
        parameters.part("q"),
        parameters.oneOf("state", STATES),
        parameters.text("tag"),
        parameters.text("kind"),
        parameters.oneOf("alerts", Set.of("OPEN")).isPresent());
  }

  boolean takesAll() {
    return text.isEmpty() && state.isEmpty() && tag.isEmpty() && kind.isEmpty() && !onlyOpen;
  }

  @Override
  public boolean test(SensorRegister.Entry entry) {
    Sensor sensor = entry.sensor();
    return (!onlyOpen || entry.openAlerts() > 0)
        && state.stream().allMatch(sensor.state()::equals)
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
