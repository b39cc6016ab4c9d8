package io.iotpipeline.benchmarks.peer;

import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.HourlyAggregate;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.Topics;
import io.iotpipeline.schemas.ValidatedEvent;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The peer of the streams benchmark: reads sensor-events, checks each event, copies it to
 * validated-events, and writes hourly aggregates of each metric, exactly once. It looks for no
 * duplicates, keeps no clock per sensor, quarantines nothing and raises no alerts: the DSL has no
 * operators for these.
 *
 * <p>All metrics of a sensor are in one window, so that the events need no repartitioning.
 *
 * <p>Arguments: brokers, registry URL, application id, state directory, threads.
 */
public final class DslAppMain {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration GRACE = Duration.ofHours(24);
  private static final long CACHE_BYTES = 256L << 20;

  private DslAppMain() {}

  public static void main(String[] args) {
    AvroSerdes serdes = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, args[1]));
    KafkaStreams streams =
        new KafkaStreams(topology(serdes), settings(args[0], args[2], args[3], args[4]));
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
  }

  private static Topology topology(AvroSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, SensorEvent> valid =
        builder.stream(
                Topics.SENSOR_EVENTS.name(),
                Consumed.with(Serdes.String(), DslAppMain.<SensorEvent>avro(serdes))
                    .withTimestampExtractor(
                        (record, streamTime) ->
                            ((SensorEvent) record.value()).getEventTime().toEpochMilli()))
            .filter(DslAppMain::isValid);
    valid
        .mapValues(DslAppMain::validated)
        .to(
            Topics.VALIDATED_EVENTS.name(),
            Produced.with(Serdes.String(), DslAppMain.<ValidatedEvent>avro(serdes)));
    valid
        .groupByKey(Grouped.with(Serdes.String(), avro(serdes)))
        .windowedBy(TimeWindows.ofSizeAndGrace(HOUR, GRACE))
        .aggregate(
            HourStatistics::new,
            (sensor, event, hour) -> hour.add(event),
            Materialized.<String, HourStatistics, WindowStore<Bytes, byte[]>>as("hours")
                .withKeySerde(Serdes.String())
                .withValueSerde(new HourStatisticsSerde())
                .withCachingEnabled())
        .toStream()
        .flatMap(DslAppMain::aggregates)
        .to(
            Topics.HOURLY_AGGREGATES.name(),
            Produced.with(Serdes.String(), DslAppMain.<HourlyAggregate>avro(serdes)));
    return builder.build();
  }

  private static boolean isValid(String sensor, SensorEvent event) {
    return event.getSensorId().equals(sensor)
        && !event.getMeasurements().isEmpty()
        && event.getMeasurements().values().stream().allMatch(Double::isFinite);
  }

  private static ValidatedEvent validated(SensorEvent event) {
    return new ValidatedEvent(
        event.getEventId(),
        event.getSensorId(),
        event.getEventTime(),
        event.getMeasurements(),
        event.getEventTime().atOffset(ZoneOffset.UTC).toLocalDate().toString(),
        0);
  }

  private static List<KeyValue<String, HourlyAggregate>> aggregates(
      Windowed<String> window, HourStatistics hour) {
    long revision = System.currentTimeMillis() * 1000;
    return hour
        .aggregates(window.key(), window.window().startTime(), window.window().endTime(), revision)
        .stream()
        .map(
            each ->
                KeyValue.pair(
                    each.getSensorId() + "|" + each.getMetric() + "|" + each.getWindowStart(),
                    each))
        .toList();
  }

  /** All stream threads share a serde. */
  private static <T extends SpecificRecordBase> Serde<T> avro(AvroSerdes serdes) {
    ThreadLocal<Serializer<T>> serializers = ThreadLocal.withInitial(serdes::serializer);
    ThreadLocal<Deserializer<T>> deserializers = ThreadLocal.withInitial(serdes::deserializer);
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : serializers.get().serialize(topic, value),
        (topic, bytes) -> bytes == null ? null : deserializers.get().deserialize(topic, bytes));
  }

  private static Properties settings(
      String brokers, String applicationId, String stateDir, String threads) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            StreamsConfig.APPLICATION_ID_CONFIG,
            applicationId,
            StreamsConfig.STATE_DIR_CONFIG,
            stateDir,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            threads,
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            200,
            StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            CACHE_BYTES,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 * 1024));
    return settings;
  }
}
