package io.iotpipeline.streamsapp.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppMetricsTest {

  /** A comment or a sample of Prometheus' text format 0.0.4; label values escape quotes. */
  private static final Pattern LINE =
      Pattern.compile(
          "# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .*"
              + "|[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\]|\\\\.)*\",?)*})?"
              + " ([-+]?[0-9.]+(E[-+]?[0-9]+)?|NaN|[-+]Inf)");

  private static final TopicPartition CHANGELOG = new TopicPartition("app-clocks-changelog", 3);

  @TempDir private java.nio.file.Path folder;

  private final AppMetrics metrics = new AppMetrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void every_line_is_prometheus_text_and_no_sample_is_there_twice() {
    metrics.pipeline().alerted("CRITICAL");
    try (KafkaStreams streams = streams()) {
      metrics.bindTo(streams);

      String scraped = metrics.scrape();

      assertThat(scraped.lines()).allMatch(line -> LINE.matcher(line).matches());
      assertThat(samples(scraped)).doesNotHaveDuplicates();
      assertThat(scraped)
          .contains("iot_build_info{", "version=\"1.2.3\"")
          .contains("iot_alerts_total{severity=\"CRITICAL\"} 1.0")
          .contains("jvm_memory_used_bytes{", "jvm_gc_", "jvm_threads_live_threads")
          .contains("kafka_stream_");
    }
  }

  @Test
  void the_restoration_is_reported_while_it_runs() {
    RestoreProgress progress = metrics.restoreProgress();
    progress.onRestoreStart(CHANGELOG, "clocks", 100, 1000);

    progress.onBatchRestored(CHANGELOG, "clocks", 399, 250);

    assertThat(progress.restoring()).containsExactly(new RestoringStore("clocks", 3, 600));
    assertThat(metrics.scrape().lines())
        .contains(
            "iot_restore_remaining_records 600.0",
            "iot_restored_records_total{store=\"clocks\"} 250.0");
  }

  @Test
  void a_restoration_that_ended_or_was_suspended_is_not_reported() {
    RestoreProgress progress = metrics.restoreProgress();
    TopicPartition other = new TopicPartition(CHANGELOG.topic(), 4);
    progress.onRestoreStart(CHANGELOG, "clocks", 0, 10);
    progress.onRestoreStart(other, "clocks", 0, 10);

    progress.onRestoreEnd(CHANGELOG, "clocks", 10);
    progress.onRestoreSuspended(other, "clocks", 5);

    assertThat(progress.restoring()).isEmpty();
    assertThat(metrics.scrape()).contains("iot_restore_remaining_records 0.0");
  }

  private static List<String> samples(String scraped) {
    return scraped
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .toList();
  }

  /** Never started; its metrics exist without a broker. */
  private KafkaStreams streams() {
    Properties settings = new Properties();
    settings.put("application.id", "app");
    settings.put("bootstrap.servers", "localhost:1");
    settings.put("state.dir", folder.toString());
    Topology topology = new Topology();
    topology.addSource("source", "topic");
    return new KafkaStreams(topology, settings);
  }
}
