package io.iotpipeline.streamsapp.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class LearntIntervalTest {

  private static final long HOUR = 3_600_000;

  private LearntInterval learnt = new LearntInterval();
  private long now = 1_000_000_000_000L;

  LearntIntervalTest() {
    learnt.heard(now, 0, Long.MAX_VALUE);
  }

  @Example
  void nothing_is_known_after_nine_gaps() {
    gaps(9, 10_000);

    assertThat(learnt.at(now)).isZero();

    gaps(1, 10_000);
    assertThat(learnt.at(now)).isEqualTo(10_000);
  }

  @Example
  void events_within_a_second_are_one_sign_of_life() {
    gaps(19, 500);
    assertThat(learnt.at(now)).isZero();

    gaps(1, 500);
    assertThat(learnt.at(now)).isEqualTo(1_000);
  }

  @Example
  void a_gap_counts_at_most_what_it_may() {
    gaps(20, 10_000);

    learnt.heard(now + HOUR, 0, 40_000);

    assertThat(learnt.at(now + HOUR)).isEqualTo(40_000);
  }

  @Example
  void readings_that_are_uploaded_faster_than_they_were_measured_keep_their_distance() {
    for (int i = 0; i < 30; i++) {
      now += 1_300;
      learnt.heard(now, 300_000, Long.MAX_VALUE);
    }

    assertThat(learnt.at(now)).isEqualTo(300_000);
  }

  @Example
  void a_device_that_uploads_once_an_hour_is_usually_heard_once_an_hour() {
    for (int upload = 0; upload < 10; upload++) {
      gaps(1, HOUR);
      gaps(300, 1_000);
    }

    assertThat(learnt.at(now)).isCloseTo(HOUR, within(HOUR / 50));
  }

  @Example
  void a_single_long_gap_is_forgotten_by_half_in_a_day() {
    gaps(20, 10_000);
    gaps(1, HOUR);

    gaps(24 * 360, 10_000);

    assertThat(learnt.at(now)).isCloseTo(HOUR / 2, within(HOUR / 50));
  }

  @Property
  void it_is_between_the_last_and_the_longest_gap(
      @ForAll Random random, @ForAll @LongRange(min = 1_000, max = 7_200_000) long longest) {
    learnt = new LearntInterval();
    learnt.heard(now, 0, Long.MAX_VALUE);
    long gap = 0;
    long longestOfAll = 0;
    for (int i = 0; i < 20; i++) {
      gap = 1_000 + random.nextLong(longest);
      longestOfAll = Math.max(longestOfAll, gap);
      gaps(1, gap);
    }

    assertThat(learnt.at(now)).isBetween(gap - 1, longestOfAll);
  }

  private void gaps(int number, long ms) {
    for (int i = 0; i < number; i++) {
      now += ms;
      learnt.heard(now, 0, Long.MAX_VALUE);
    }
  }
}
