package io.iotpipeline.streamsapp.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueReaderTest {

  @TempDir private Path folder;

  @Test
  void reads_every_key_of_a_catalogue() throws IOException {
    MetricCatalogue catalogue =
        read(
            """
            unknown-metrics: accept
            refused-metrics: ["debug.*", noise]
            metrics:
              depth: {unit: m, min: -1, max: 2.5, sentinels: [-200, 0.5], alert: {below: 0, above: 2}}
            """);

    MetricRule depth = catalogue.rule("depth");
    assertThat(depth.isInRange(-1) && depth.isInRange(2.5)).isTrue();
    assertThat(depth.isInRange(-1.01) || depth.isInRange(2.51)).isFalse();
    assertThat(depth.isSentinel(-200) && depth.isSentinel(0.5)).isTrue();
    assertThat(depth.isSentinel(0)).isFalse();
    assertThat(depth.range()).isEqualTo("-1.0 to 2.5 m");
    assertThat(catalogue.low("depth")).isZero();
    assertThat(catalogue.high("depth")).isEqualTo(2);
    assertThat(catalogue.acceptsUnknown("height")).isTrue();
    assertThat(catalogue.acceptsUnknown("debug.heap")).isFalse();
    assertThat(catalogue.acceptsUnknown("noise")).isFalse();
    assertThat(catalogue.acceptsUnknown("noises")).isTrue();
  }

  @Test
  void a_rule_without_a_key_has_no_limit() throws IOException {
    MetricCatalogue catalogue = read("metrics: {depth: {}}");

    assertThat(catalogue.rule("depth").isInRange(1e308)).isTrue();
    assertThat(catalogue.rule("depth").isInRange(-1e308)).isTrue();
    assertThat(catalogue.rule("depth").isSentinel(-999)).isFalse();
    assertThat(catalogue.low("depth")).isNaN();
    assertThat(catalogue.high("height")).isNaN();
  }

  @Test
  void a_strict_catalogue_accepts_only_listed_metrics() throws IOException {
    MetricCatalogue catalogue = read("unknown-metrics: reject\nmetrics: {depth: {}}");

    assertThat(catalogue.rule("depth")).isNotNull();
    assertThat(catalogue.acceptsUnknown("height")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unknown-metric: accept | unknown-metric",
        "unknown-metrics: maybe | maybe",
        "metrics: {depth: {minimum: 1}} | minimum",
        "metrics: {depth: {min: cold}} | cold",
        "metrics: {depth: {min: 2, max: 1}} | metric depth: min 2.0 and max 1.0",
        "metrics: {depth: {max: .nan}} | metrics.depth.max: Malformed numeric value '.nan'",
        "metrics: {depth: {sentinels: [-1, none]}} | none",
        "metrics: {depth: {sentinels: [.nan]}} | depth.sentinels",
        "metrics: {depth: {sentinels: [null]}} | depth.sentinels",
        "metrics: {depth: {alert: {below: 2, above: 1}}} | metric depth: alert below 2.0",
        "metrics: {depth: {alert: {above: .nan}}} | depth.alert.above",
        "metrics: {depth: } | depth",
        "metrics: {depth: {}, depth: {}} | Duplicate field 'depth'",
        "metrics: {depth: {min: 1, min: 2}} | Duplicate field 'min'",
        "metrics: [depth] | metrics",
        "'{' | line 1",
        "no catalogue | line 1",
        "'' | No content"
      })
  void an_invalid_file_is_reported_with_its_name_and_the_problem(String yaml, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), yaml);

    assertThatThrownBy(() -> CatalogueReader.read(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void an_error_is_reported_with_its_line() {
    assertThatThrownBy(() -> read("unknown-metrics: accept\nmetrics:\n  depth: {minimum: 1}\n"))
        .hasMessageContaining("line 3")
        .hasMessageContaining("metrics.depth.minimum");
  }

  @Test
  void a_second_document_is_refused() {
    assertThatThrownBy(() -> read("metrics: {}\n---\nunknown-metrics: reject\n"))
        .hasMessageContaining("wrong.yaml, line 3");
  }

  @Test
  void a_missing_file_is_reported() {
    assertThatThrownBy(() -> CatalogueReader.read("/no/such/catalogue.yaml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/no/such/catalogue.yaml")
        .hasMessageContaining("NoSuchFile");
  }

  private MetricCatalogue read(String yaml) throws IOException {
    return CatalogueReader.read(Files.writeString(folder.resolve("wrong.yaml"), yaml).toString());
  }
}
