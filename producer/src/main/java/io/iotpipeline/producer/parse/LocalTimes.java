package io.iotpipeline.producer.parse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the times of a file into instants, row by row. In the hour that a clock shows twice when
 * summer time ends, the order of the rows of a sensor decides: in rows that go forward (or back)
 * the time goes back (or forward) once, and with it the offset changes. Not thread-safe.
 */
public final class LocalTimes {

  /** Rows of a sensor that are further apart say nothing about the direction. */
  private static final Duration NEAR = Duration.ofHours(3);

  private static final int MAX_SERIES = 100_000;

  /** The result: the instant, or why there is none. */
  public record Result(Optional<Instant> instant, String problem) {
    private static Result of(Instant instant) {
      return new Result(Optional.of(instant), null);
    }

    private static Result problem(String problem) {
      return new Result(Optional.empty(), problem);
    }
  }

  /** What the rows of one sensor have shown. */
  private static final class Clock {
    private LocalDateTime previous;
    private boolean forward;
    private boolean secondTime;

    /** Whether the previous time was one that happens twice. */
    private boolean repeated;

    /** Whether its offset was known. */
    private boolean known = true;
  }

  private final ZoneId zone;

  /** The series used last, so that a file with any number of sensors needs bounded memory. */
  private final Map<String, Clock> clocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Clock> eldest) {
          return size() > MAX_SERIES;
        }
      };

  /**
   * @param zone of times that have no offset
   */
  public LocalTimes(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param series the sensor, or what else has a time of its own in each row
   */
  public Result resolve(String series, WallTime time) {
    if (time.offset().isPresent() || zone.getRules().isFixedOffset()) {
      return at(time, zone.getRules().getOffset(Instant.EPOCH));
    }
    LocalDateTime local = time.dateTime();
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return Result.problem(
          "'" + local + "' does not exist in " + zone + ": clocks skip this hour");
    }
    Clock clock = clocks.computeIfAbsent(series, none -> new Clock());
    Optional<ZoneOffset> offset =
        offsets.size() == 1 ? Optional.of(offsets.get(0)) : ofRepeatedHour(clock, local, offsets);
    clock.previous = local;
    clock.repeated = offsets.size() > 1;
    clock.known = offset.isPresent();
    return offset
        .map(known -> at(time, known))
        .orElseGet(
            () ->
                Result.problem(
                    "'"
                        + local
                        + "' happens twice in "
                        + zone
                        + ", and the rows before do not tell which is meant"));
  }

  private static Result at(WallTime time, ZoneOffset offset) {
    return time.at(offset)
        .map(Result::of)
        .orElseGet(() -> Result.problem("'" + time.dateTime() + "' is too far away"));
  }

  /**
   * @param offsets the earlier instant's offset and the later one's
   */
  private static Optional<ZoneOffset> ofRepeatedHour(
      Clock clock, LocalDateTime local, List<ZoneOffset> offsets) {
    if (clock.previous == null
        || !clock.known
        || Duration.between(clock.previous, local).abs().compareTo(NEAR) > 0) {
      return Optional.empty();
    }
    if (clock.repeated) {
      boolean goesOn =
          clock.forward ? local.isAfter(clock.previous) : local.isBefore(clock.previous);
      if (!goesOn && clock.secondTime) {
        return Optional.empty(); // the rows are in no order
      }
      clock.secondTime |= !goesOn;
    } else {
      clock.forward = local.isAfter(clock.previous);
      clock.secondTime = false;
    }
    return Optional.of(offsets.get(clock.forward == clock.secondTime ? 1 : 0));
  }
}
