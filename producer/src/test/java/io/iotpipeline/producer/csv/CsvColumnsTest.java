package io.iotpipeline.producer.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iotpipeline.producer.send.StartupException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvColumnsTest {

  private static final List<String> HEADER = List.of("ts", "device", "temp", "", "light");

  @Test
  void every_other_column_with_a_name_is_a_metric() {
    CsvColumns columns = CsvColumns.find(HEADER, "ts", "device", List.of());

    assertThat(columns.metrics()).containsOnlyKeys("temp", "light").containsEntry("light", 4);
  }

  @Test
  void named_metrics_alone_are_taken() {
    assertThat(CsvColumns.find(HEADER, "ts", null, List.of("light")).metrics())
        .containsOnlyKeys("light");
  }

  @Test
  void a_missing_column_is_told_with_those_that_exist() {
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "time", "device", List.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("--time-column")
        .hasMessageContaining("'time'")
        .hasMessageContaining("ts, device, temp");
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "ts", "sensor", List.of()))
        .hasMessageContaining("--sensor-column");
    assertThatThrownBy(() -> CsvColumns.find(HEADER, "ts", "device", List.of("volt")))
        .hasMessageContaining("--metrics");
  }

  @Test
  void a_column_that_stands_twice_is_refused() {
    assertThatThrownBy(() -> CsvColumns.find(List.of("ts", "a", "a"), "ts", null, List.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("more than one column 'a'");
  }

  @Test
  void a_file_without_metrics_is_refused() {
    assertThatThrownBy(() -> CsvColumns.find(List.of("ts"), "ts", null, List.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("no column is left");
  }
}
