package io.iotpipeline.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowReaderTest {

  private static final CsvHeader HEADER = new CsvHeader(List.of("ts", "device", "temp"));
  private static final CsvRowReader READER =
      new CsvRowReader(CsvColumns.find(HEADER, "ts", "device", List.of()), null);

  @Test
  void a_valid_row_is_a_reading() {
    assertThat(READER.read("2020-07-13T00:00:24Z,a,12.5"))
        .isInstanceOfSatisfying(
            CsvRow.Reading.class,
            reading -> {
              assertThat(reading.sensorId()).isEqualTo("a");
              assertThat(reading.time()).isEqualTo(Instant.parse("2020-07-13T00:00:24Z"));
              assertThat(reading.measurements()).containsOnly(entry("temp", 12.5));
            });
  }

  @Test
  void a_quoted_cell_can_contain_a_comma() {
    assertThat(READER.read("2020-07-13T00:00:24Z,\"hall, north\",12.5"))
        .isInstanceOfSatisfying(
            CsvRow.Reading.class,
            reading -> assertThat(reading.sensorId()).isEqualTo("hall, north"));
  }

  @Test
  void a_quoted_number_with_a_decimal_comma_is_invalid() {
    assertThat(READER.read("2020-07-13T00:00:24Z,a,\"12,5\""))
        .isEqualTo(new CsvRow.Invalid("temp: '12,5' is not a number"));
  }

  @Test
  void an_unquoted_decimal_comma_is_one_cell_too_many() {
    assertThat(READER.read("2020-07-13T00:00:24Z,a,12,5"))
        .isEqualTo(new CsvRow.Invalid("4 cells, but the header has 3"));
  }
}
