package io.iotpipeline.producer.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeParserTest {

  @ParameterizedTest
  @CsvSource({
    "2020-07-13T00:00:24Z,           2020-07-13T00:00:24Z",
    "2020-07-13T00:00:24.502333Z,    2020-07-13T00:00:24.502Z",
    "2020-07-13T02:00:24+02:00,      2020-07-13T00:00:24Z",
    "2020-07-13T02:00:24+0200,       2020-07-13T00:00:24Z",
    "2020-07-13T02:00:24+02,         2020-07-13T00:00:24Z",
    "2020-07-13T00:00:24,            2020-07-13T00:00:24Z",
    "2020-07-13T00:00,               2020-07-13T00:00:00Z",
    "2020-07-13 00:00:24Z,           2020-07-13T00:00:24Z",
    "2020-07-13 00:00:24-01:30,      2020-07-13T01:30:24Z",
    "2013-12-02 21:15:00,            2013-12-02T21:15:00Z",
    "2013-12-02 21:15:00.1239,       2013-12-02T21:15:00.123Z",
    "' 2013-12-02 21:15:00 ',        2013-12-02T21:15:00Z",
    "1594598424,                     2020-07-13T00:00:24Z",
    "1594598424.5023336,             2020-07-13T00:00:24.502Z",
    "1594598424.,                    2020-07-13T00:00:24Z",
    "1594598424502,                  2020-07-13T00:00:24.502Z",
    "1594598424502.9,                2020-07-13T00:00:24.502Z",
    "0,                              1970-01-01T00:00:00Z",
    "-1.5,                           1969-12-31T23:59:58.500Z",
    "99999999999,                    5138-11-16T09:46:39Z",
    "100000000000,                   1973-03-03T09:46:40Z",
    "1594598424502333,               2020-07-13T00:00:24.502Z",
    "1594598424502333000,            2020-07-13T00:00:24.502Z",
    "2020-07-13,                     2020-07-13T00:00:00Z",
    "2020-07-13  00:00:24,           2020-07-13T00:00:24Z"
  })
  void parses_supported_formats(String text, String time) {
    assertThat(TimeParser.parse(text)).contains(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "NaN",
        "1e9",
        "2020-02-30T00:00:00Z",
        "2020-07-13T25:00:00Z",
        "13/07/2020 00:00:24",
        "2020-07-1300:00:24",
        "2020-07-13T 00:00:24",
        "+999999999-12-31T23:59:59Z"
      })
  void returns_empty_for_other_text(String text) {
    assertThat(TimeParser.parse(text)).isEmpty();
  }
}
