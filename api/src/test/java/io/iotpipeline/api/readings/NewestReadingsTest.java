package io.iotpipeline.api.readings;

import static org.assertj.core.api.Assertions.assertThat;

import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NewestReadingsTest {

  private static final String SENSOR = "s";

  private final AtomicLong nanos = new AtomicLong(1);
  private final NewestReadings newest = new NewestReadings(nanos::get);

  private static ValidatedEvent event(long timeMs, Map<String, Double> measurements) {
    return ValidatedEvent.newBuilder()
        .setEventId("0b8cbbc0-8d3c-4c6e-9a2e-6a6b1e2a0001")
        .setSensorId(SENSOR)
        .setEventTime(Instant.ofEpochMilli(timeMs))
        .setMeasurements(measurements)
        .setDay("1970-01-01")
        .setHour(0)
        .build();
  }

  private static Latest latest(long timeMs, double value) {
    return new Latest(timeMs, List.of(new Latest.Reading("t", value, timeMs)));
  }

  private void askAndFollow() {
    assertThat(newest.find(SENSOR)).isEmpty();
    newest.following(newest.sensors());
  }

  /** The newest readings of events, computed in another way. */
  private static Latest of(List<ValidatedEvent> events) {
    Map<String, Latest.Reading> readings = new TreeMap<>();
    long clock = Long.MIN_VALUE;
    for (ValidatedEvent event : events) {
      long time = event.getEventTime().toEpochMilli();
      clock = Math.max(clock, time);
      for (Map.Entry<String, Double> each : event.getMeasurements().entrySet()) {
        Latest.Reading known = readings.get(each.getKey());
        if (known == null
            || known.timeMs() < time
            || (known.timeMs() == time && known.value() < each.getValue())) {
          readings.put(each.getKey(), new Latest.Reading(each.getKey(), each.getValue(), time));
        }
      }
    }
    return new Latest(clock, List.copyOf(readings.values()));
  }

  /** The answer is of any time after the sensor was followed, and comes at any later time. */
  @RepeatedTest(200)
  void the_kept_readings_are_those_of_all_events(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    List<ValidatedEvent> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Map<String, Double> measurements = new TreeMap<>();
      measurements.put("m" + random.nextInt(4), (double) random.nextInt(3));
      measurements.put("m" + random.nextInt(4), (double) random.nextInt(3));
      events.add(event(random.nextInt(10), measurements));
    }
    int followed = random.nextInt(10);
    int answerIsOf = followed + random.nextInt(10);
    int answerComes = answerIsOf + random.nextInt(10);
    askAndFollow();
    Consumer<Latest> keeper = newest.keeper(SENSOR);

    events.subList(followed, answerComes).forEach(newest::event);
    assertThat(newest.find(SENSOR)).as("without the answer it is not complete").isEmpty();
    keeper.accept(of(events.subList(0, answerIsOf)));
    events.subList(answerComes, events.size()).forEach(newest::event);

    assertThat(newest.find(SENSOR)).contains(of(events));
  }

  @Test
  void an_answer_from_before_the_sensor_was_followed_is_not_kept() {
    assertThat(newest.find(SENSOR)).isEmpty();
    Consumer<Latest> early = newest.keeper(SENSOR);
    newest.following(newest.sensors());
    early.accept(latest(1, 1));
    assertThat(newest.find(SENSOR)).isEmpty();

    newest.keeper(SENSOR).accept(latest(2, 2));
    assertThat(newest.find(SENSOR)).contains(latest(2, 2));
  }

  @Test
  void an_interruption_forgets_all_also_answers_that_are_on_their_way() {
    askAndFollow();
    newest.keeper(SENSOR).accept(latest(1, 1));
    Consumer<Latest> onItsWay = newest.keeper(SENSOR);
    newest.interrupted();
    assertThat(newest.find(SENSOR)).isEmpty();
    onItsWay.accept(latest(1, 1));

    assertThat(newest.find(SENSOR)).isEmpty();
  }

  @Test
  void a_sensor_is_asked_for_again_from_time_to_time_and_forgotten_if_nobody_asks() {
    askAndFollow();
    newest.keeper(SENSOR).accept(latest(1, 1));
    for (int minute = 1; minute < 10; minute++) {
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
      assertThat(newest.find(SENSOR)).as("minute " + minute).isPresent();
    }
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(newest.find(SENSOR)).isEmpty();
    assertThat(newest.sensors()).containsExactly(SENSOR);

    nanos.addAndGet(TimeUnit.MINUTES.toNanos(6));
    assertThat(newest.sensors()).isEmpty();
    assertThat(newest.size()).isZero();
  }

  @Test
  void memory_is_bounded() {
    for (int i = 0; i < NewestReadings.MAX_SENSORS + 100; i++) {
      assertThat(newest.find("sensor-" + i)).isEmpty();
    }
    assertThat(newest.size()).isEqualTo(NewestReadings.MAX_SENSORS);
    newest.following(Set.of());

    NewestReadings ofOne = new NewestReadings(nanos::get);
    assertThat(ofOne.find(SENSOR)).isEmpty();
    ofOne.following(ofOne.sensors());
    ofOne.keeper(SENSOR).accept(latest(1, 1));
    Map<String, Double> many = new TreeMap<>();
    for (int i = 0; i < NewestReadings.MAX_METRICS; i++) {
      many.put("m" + i, 1.0);
    }
    ofOne.event(event(2, many));
    assertThat(ofOne.find(SENSOR)).as("too many metrics").isEqualTo(Optional.empty());
    ofOne.keeper(SENSOR).accept(latest(3, 1));
    assertThat(ofOne.find(SENSOR)).isEmpty();
  }
}
