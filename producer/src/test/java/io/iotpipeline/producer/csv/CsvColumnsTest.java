package io.iotpipeline.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvColumnsTest {

  private static final CsvHeader HEADER =
      new CsvHeader(List.of("ts", "device", "temp", "", "light"));

  @Test
  void every_other_column_with_a_name_is_a_metric() {
    CsvColumns columns = CsvColumns.find(HEADER, "ts", "device", List.of());

    assertThat(columns.metrics()).containsOnlyKeys("temp", "light").containsEntry("light", 4);
  }

  @Test
  void only_requested_metrics_are_found() {
    assertThat(CsvColumns.find(HEADER, "ts", null, List.of("light")).metrics())
        .containsOnlyKeys("light");
  }

  @Test
  void the_error_for_a_missing_column_lists_the_columns_of_the_file() {
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "time", "device", List.of()))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("time column")
        .hasMessageContaining("'time'")
        .hasMessageContaining("ts, device, temp");
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "ts", "sensor", List.of()))
        .hasMessageContaining("sensor column");
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "ts", "device", List.of("volt")))
        .hasMessageContaining("metric column 'volt'");
  }

  @Test
  void an_ambiguous_column_is_an_error() {
    assertThatThrownBy(
            () -> CsvColumns.find(new CsvHeader(List.of("ts", "a", "a")), "ts", null, List.of()))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("'a' is ambiguous");
  }

  @Test
  void a_file_without_metrics_is_an_error() {
    assertThatThrownBy(() -> CsvColumns.find(new CsvHeader(List.of("ts")), "ts", null, List.of()))
        .isInstanceOf(CsvException.class)
        .hasMessageContaining("no metric column");
  }
}
