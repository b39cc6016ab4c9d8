package io.iotpipeline.streamsapp.metrics;

import io.iotpipeline.streamsapp.access.HttpAddress;
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
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.streams.KafkaStreams;

/** The metrics of the process in Prometheus format: the pipeline, Kafka Streams and the JVM. */
public final class AppMetrics implements AutoCloseable {

  /**
   * How often metrics of ended threads and clients are removed and those of new ones are added.
   * Micrometer's default of 60 s would show a replaced thread and its successor for that long.
   */
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PipelineMetrics pipeline = new PipelineMetrics(registry);
  private final RestoreProgress restoreProgress = new RestoreProgress(registry);
  private final CertificateExpiry certificateExpiry = new CertificateExpiry(registry);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(AppMetrics::daemon);

  public AppMetrics(String version) {
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    // Micrometer has no info metric, and the Prometheus client reserves the suffix _info for them.
    Info.builder()
        .name("iot_build_info")
        .help("Version of the app and of Java.")
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

  /** Adds the metrics of Kafka Streams and its clients. */
  public void bindTo(KafkaStreams streams) {
    new KafkaStreamsMetrics(streams, Tags.empty(), refresher, REFRESH).bindTo(registry);
  }

  /** Adds when the certificates of these servers expire. */
  public void watchCertificates(List<HttpAddress> servers) {
    servers.forEach(certificateExpiry::watch);
  }

  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    refresher.shutdownNow();
    certificateExpiry.close();
    gc.close();
    registry.close();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "metrics-refresh");
    thread.setDaemon(true);
    return thread;
  }
}
