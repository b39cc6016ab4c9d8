package io.iotpipeline.streamsapp.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InflowTest {

  private static final long START = 1_000_000_000_000L;
  private static final int PARTITION = 0;
  private static final int OTHER = 1;

  private final Inflow inflow = new Inflow();
  private Inflow.Fleet fleet = Inflow.Fleet.EMPTY;
  private long now = START;
  private long heard = START;

  @Test
  void it_has_stopped_when_none_of_many_sensors_is_heard() {
    hear(30, 2_000, 10);

    pass(7_900);
    assertThat(inflow.isStopped()).isFalse();

    pass(200);
    assertThat(inflow.isStopped()).isTrue();
  }

  @Test
  void it_resumes_with_the_next_event() {
    hear(30, 2_000, 10);
    pass(60_000);

    hear(1, 2_000, 10);

    assertThat(inflow.isStopped()).isFalse();
    assertThat(inflow.resumedAt(PARTITION)).isEqualTo(now);
  }

  @Test
  void a_long_stop_changes_little_of_what_is_usual() {
    hear(30, 2_000, 10);
    pass(3_600_000);
    hear(10, 2_000, 10);

    pass(8_000 * 3 / 2 + 5_100);

    assertThat(inflow.isStopped()).isTrue();
  }

  @Test
  void nothing_is_judged_before_ten_gaps() {
    hear(10, 2_000, 10);
    assertThat(inflow.isStopped()).isTrue();

    hear(1, 2_000, 10);
    assertThat(inflow.isStopped()).isFalse();
  }

  @Test
  void it_has_stopped_if_nothing_arrives_after_a_start() {
    inflow.report(PARTITION, new Inflow.Fleet(10, 0, 0, 10, 10), 0, now);

    assertThat(inflow.isStopped()).isTrue();
  }

  @Test
  void few_sensors_may_all_be_silent() {
    hear(30, 2_000, 9);

    pass(3_600_000);

    assertThat(inflow.isStopped()).isFalse();
  }

  @Test
  void sensors_that_were_overdue_before_are_no_sign() {
    hear(30, 2_000, 9);
    inflow.report(OTHER, new Inflow.Fleet(1_000, 0, 0, 0, 0), heard, now);

    pass(3_600_000);

    assertThat(inflow.isStopped()).isFalse();
  }

  @Test
  void an_event_of_any_partition_counts() {
    inflow.report(OTHER, new Inflow.Fleet(10, 1, 2, 10, 10), now, now);
    hear(30, 2_000, 10);

    now += 60_000;
    inflow.report(OTHER, new Inflow.Fleet(10, 1, 2, 10, 10), now, now);

    assertThat(inflow.isStopped()).isFalse();
    assertThat(inflow.fleet()).isEqualTo(new Inflow.Fleet(20, 1, 2, 20, 20));
  }

  @Test
  void a_partition_in_which_none_of_many_sensors_is_heard_has_stopped() {
    for (int i = 0; i < 30; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 10, now);
    }
    long otherHeard = now;

    hearWithout(OTHER, otherHeard, 3);
    assertThat(inflow.isStoppedIn(OTHER)).isFalse();
    hearWithout(OTHER, otherHeard, 2);

    assertThat(inflow.isStoppedIn(OTHER)).isTrue();
    assertThat(inflow.isStoppedIn(PARTITION)).isFalse();
    assertThat(inflow.isStopped()).isTrue();

    report(OTHER, 10, now);

    assertThat(inflow.isStoppedIn(OTHER)).isFalse();
    assertThat(inflow.isStopped()).isFalse();
    assertThat(inflow.resumedAt(OTHER)).isEqualTo(now);
    assertThat(inflow.resumedAt(PARTITION)).isLessThan(now);
  }

  @Test
  void few_sensors_of_a_partition_may_all_be_silent() {
    for (int i = 0; i < 30; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 9, now);
    }
    long otherHeard = now;

    for (int i = 0; i < 100; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 9, otherHeard);
    }

    assertThat(inflow.isStoppedIn(OTHER)).isFalse();
  }

  @Test
  void a_partition_in_which_nothing_has_arrived_since_the_start_judges_no_sensor() {
    for (int i = 0; i < 30; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 10, Registration.NEVER);
    }
    assertThat(inflow.isStoppedIn(OTHER)).isTrue();
    assertThat(inflow.isStopped()).as("how often events arrive there is not known").isFalse();

    report(OTHER, 10, now);

    assertThat(inflow.isStoppedIn(OTHER)).isFalse();
    assertThat(inflow.resumedAt(OTHER)).isEqualTo(now);
  }

  @Test
  void a_stop_of_all_changes_little_of_what_is_usual_for_a_partition() {
    for (int i = 0; i < 30; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 10, now);
    }
    long beforeStop = now;
    for (int i = 0; i < 3_600; i++) {
      pass(1_000);
      report(OTHER, 10, beforeStop);
    }
    for (int i = 0; i < 10; i++) {
      hear(1, 2_000, 10);
      report(OTHER, 10, now);
    }

    hearWithout(OTHER, now, 9);

    assertThat(inflow.isStoppedIn(OTHER)).isTrue();
    assertThat(inflow.isStoppedIn(PARTITION)).isFalse();
  }

  @Test
  void a_partition_that_has_left_does_not_count() {
    hear(30, 2_000, 10);

    inflow.forget(PARTITION);

    assertThat(inflow.fleet()).isEqualTo(Inflow.Fleet.EMPTY);
  }

  private void hear(int times, long everyMs, long sensors) {
    for (int i = 0; i < times; i++) {
      now += everyMs;
      heard = now;
      fleet = new Inflow.Fleet(sensors, 0, 0, sensors, sensors);
      inflow.report(PARTITION, fleet, now, now);
    }
  }

  /** Every two seconds another partition has an event, and the given one none. */
  private void hearWithout(int partition, long partitionHeard, int times) {
    for (int i = 0; i < times; i++) {
      hear(1, 2_000, 10);
      report(partition, 10, partitionHeard);
    }
  }

  private void report(int partition, long sensors, long partitionHeard) {
    inflow.report(
        partition, new Inflow.Fleet(sensors, 0, 0, sensors, sensors), partitionHeard, now);
  }

  /** Reports without an event, each second. */
  private void pass(long ms) {
    for (long left = ms; left > 0; left -= 1_000) {
      now += Math.min(left, 1_000);
      inflow.report(PARTITION, fleet, heard, now);
    }
  }
}
