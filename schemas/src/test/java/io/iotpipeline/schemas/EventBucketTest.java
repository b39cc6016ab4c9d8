package io.iotpipeline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventBucketTest {

  @ParameterizedTest
  @CsvSource({
    "2020-07-13T00:00:00Z,      0",
    "2020-07-13T00:59:59.999Z,  0",
    "2020-07-13T01:00:00Z,      1",
    "2020-07-13T23:59:59.999Z, 23",
    "2020-07-14T00:00:00Z,      0",
    "1969-12-31T23:59:59.999Z, 23",
    "1969-12-31T00:00:00Z,      0"
  })
  void the_hour_of_an_hour_bucket_is_the_hour_of_the_day_in_utc(Instant time, int hour) {
    assertThat(EventBucket.HOUR.hourOf(time.toEpochMilli())).isEqualTo(hour);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2020-07-13T00:00:00Z", "2020-07-13T23:59:59Z", "1969-12-31T23:59:59Z"})
  void the_hour_of_a_day_bucket_is_0(Instant time) {
    assertThat(EventBucket.DAY.hourOf(time.toEpochMilli())).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void a_bucket_is_found_by_its_name(EventBucket bucket) {
    assertThat(EventBucket.of(bucket.toString())).isEqualTo(bucket);
  }

  @Test
  void the_case_of_a_name_is_ignored() {
    assertThat(EventBucket.of("Hour")).isEqualTo(EventBucket.HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "week", " day"})
  void the_error_for_an_unknown_name_lists_the_names(String name) {
    assertThatThrownBy(() -> EventBucket.of(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("day or hour");
  }

  @Test
  void json_uses_the_lower_case_names() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.writeValueAsString(EventBucket.HOUR)).isEqualTo("\"hour\"");
    assertThat(json.readValue("\"day\"", EventBucket.class)).isEqualTo(EventBucket.DAY);
  }
}
