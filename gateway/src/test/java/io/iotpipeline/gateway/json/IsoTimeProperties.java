package io.iotpipeline.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

/** The JDK's parser is the reference. */
class IsoTimeProperties {

  @Example
  void reads_the_usual_forms() {
    assertThat(IsoTime.epochMs("1970-01-01T00:00:01Z")).isEqualTo(1000);
    assertThat(IsoTime.epochMs("1970-01-01T01:00:00.5+01:00")).isEqualTo(500);
    assertThat(IsoTime.epochMs("1969-12-31T23:59:59.999999999Z")).isEqualTo(-1);
    assertThat(IsoTime.epochMs("2024-02-29T00:00:00.123456-05:30")).isEqualTo(1_709_184_600_123L);
  }

  @Property
  void reads_a_time_as_the_jdk_does(@ForAll("times") String text) {
    assertThat(IsoTime.epochMs(text)).isEqualTo(jdk(text));
  }

  /** What is nearly a time is left to the JDK, or read as it does. */
  @Property
  void reads_nothing_that_the_jdk_does_not(
      @ForAll("times") String text,
      @ForAll @IntRange(max = 40) int position,
      @ForAll @CharRange(from = ' ', to = 'z') char letter) {
    StringBuilder changed = new StringBuilder(text);
    changed.setCharAt(position % text.length(), letter);

    assertThat(IsoTime.epochMs(changed.toString())).isIn(IsoTime.OTHER, jdk(changed.toString()));
  }

  @Property
  void reads_no_day_that_is_not(
      @ForAll @IntRange(max = 9999) int year,
      @ForAll @IntRange(max = 13) int month,
      @ForAll @IntRange(max = 32) int day,
      @ForAll @IntRange(max = 25) int hour) {
    String text = "%04d-%02d-%02dT%02d:00:00Z".formatted(year, month, day, hour);

    assertThat(IsoTime.epochMs(text)).isEqualTo(jdk(text));
  }

  @Property
  void reads_any_text(@ForAll String text) {
    assertThat(IsoTime.epochMs(text)).isIn(IsoTime.OTHER, jdk(text));
  }

  private static long jdk(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return IsoTime.OTHER;
    }
  }

  @Provide
  Arbitrary<String> times() {
    Arbitrary<Long> seconds =
        Arbitraries.longs()
            .between(
                Instant.parse("0000-01-02T00:00:00Z").getEpochSecond(),
                Instant.parse("9999-12-30T00:00:00Z").getEpochSecond());
    Arbitrary<Integer> nanos =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1_000_000, 999_000_000, 1),
            Arbitraries.integers().between(0, 999_999_999));
    Arbitrary<Integer> offset = Arbitraries.integers().between(-17 * 60, 17 * 60);
    return Combinators.combine(seconds, nanos, offset)
        .as(
            (second, nano, minutes) ->
                Instant.ofEpochSecond(second, nano)
                    .atOffset(ZoneOffset.ofTotalSeconds(60 * minutes))
                    .toString())
        // The JDK does not print seconds that are zero.
        .map(text -> text.replaceFirst("T(\\d\\d:\\d\\d)([Z+-])", "T$1:00$2"));
  }
}
