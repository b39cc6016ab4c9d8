package io.iotpipeline.streamsapp.metrics;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/** All that the process tells of itself in Prometheus' format: the pipeline, Kafka, the JVM. */
public final class AppMetrics implements AutoCloseable {

  /**
   * How often the metrics of threads and clients that have gone are dropped and those of new ones
   * taken in. Micrometer's own 60 s would show a replaced thread beside its successor for so long.
   */
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PipelineMetrics pipeline = new PipelineMetrics(registry);
  private final RestoreProgress restoreProgress = new RestoreProgress(registry);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(AppMetrics::daemon);

  public AppMetrics(String version) {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    // Micrometer has no info metric, and Prometheus reserves the suffix of the name for one.
    Info.builder()
        .name("iot_build_info")
        .help("What runs here.")
        .labelNames("version", "java_version")
        .register(registry.getPrometheusRegistry())
        .addLabelValues(version, Runtime.version().toString());
  }

  public PipelineMetrics pipeline() {
    return pipeline;
  }

  public RestoreProgress restoreProgress() {
    return restoreProgress;
  }

  /** Takes in Kafka Streams' own metrics, and those of its clients. */
  public void watch(KafkaStreams streams) {
    new KafkaStreamsMetrics(streams, Tags.empty(), refresher, REFRESH).bindTo(registry);
  }

  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    refresher.shutdownNow();
    gc.close();
    registry.close();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "metrics-refresh");
    thread.setDaemon(true);
    return thread;
  }
}
