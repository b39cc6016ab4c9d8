package io.iotpipeline.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.iotpipeline.benchmarks.streams.EventEncoder;
import io.iotpipeline.devstack.config.DevStackConfig;
import io.iotpipeline.devstack.security.Identity;
import io.iotpipeline.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends events of the present at a steady rate, and lets a probe ask for the rows of some. */
final class SteadyLoad implements AutoCloseable {

  private static final long TICK_MILLIS = 5;

  /** Few enough that asking for their rows costs little. */
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(100);

  private final int sensors;
  private final RowProbe probe;
  private final EventEncoder encoder;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long total;

  SteadyLoad(DevStackConfig config, int sensors, int metrics, RowProbe probe) {
    this.sensors = sensors;
    this.probe = probe;
    this.encoder = new EventEncoder(config, metrics, sensors);
    // As the producer module sends, but for its linger of 20 ms.
    this.producer =
        new KafkaProducer<>(
            config
                .pipeline(Identity.DEVICE)
                .kafkaSettings(
                    Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        TICK_MILLIS,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        131_072)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Sends events.
   *
   * @param rate events per second
   * @param warmUp first part, of which no row is asked for
   */
  void send(int rate, Duration warmUp, Duration duration)
      throws InterruptedException, ExecutionException {
    Run run = new Run(rate, System.nanoTime(), warmUp.toNanos());
    ScheduledFuture<?> ticks =
        timer.scheduleAtFixedRate(run, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      ticks.get(warmUp.plus(duration).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException expected) {
      ticks.cancel(false);
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("cannot send events", failure.get());
    }
  }

  private final class Run implements Runnable {

    private final int rate;
    private final long startNanos;
    private long nextProbe;
    private long sent;

    Run(int rate, long startNanos, long warmUpNanos) {
      this.rate = rate;
      this.startNanos = startNanos;
      this.nextProbe = startNanos + warmUpNanos;
    }

    @Override
    public void run() {
      long due = (long) ((System.nanoTime() - startNanos) / 1e9 * rate);
      for (; sent < due; sent++) {
        send();
      }
    }

    private void send() {
      String sensor = "sensor-%06d".formatted(total++ % sensors);
      byte[] key = sensor.getBytes(US_ASCII);
      UUID id = UUID.randomUUID();
      Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      byte[] value = encoder.event(id, key, time.toEpochMilli());
      long now = System.nanoTime();
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(Topics.SENSOR_EVENTS.name(), key, value),
              (written, e) -> failure.compareAndSet(null, e));
      if (now >= nextProbe) {
        nextProbe = now + PROBE_INTERVAL.toNanos();
        probe.expect(sensor, time, id, now);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    producer.close();
  }
}
