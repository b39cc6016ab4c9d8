package io.iotpipeline.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UtcTimeTest {

  private static final DateTimeFormatter JDK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "1709251199007, 2024-02-29T23:59:59.007Z",
    "1709251200000, 2024-03-01T00:00:00.000Z",
    "253402300800000, +10000-01-01T00:00:00.000Z",
  })
  void times_have_milliseconds_and_are_in_utc(long epochMs, String expected) {
    assertThat(UtcTime.format(epochMs)).isEqualTo(expected);
  }

  @Property
  void times_are_as_the_formatter_of_the_jdk_writes_them(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 300_000_000_000_000L) long epochMs) {
    assertThat(UtcTime.format(epochMs)).isEqualTo(JDK.format(Instant.ofEpochMilli(epochMs)));
  }
}
