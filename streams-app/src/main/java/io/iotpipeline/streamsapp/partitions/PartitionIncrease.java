package io.iotpipeline.streamsapp.partitions;

import static io.iotpipeline.streamsapp.config.StartupException.FAILURE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.schemas.Topics;
import io.iotpipeline.streamsapp.config.StartupException;
import io.iotpipeline.streamsapp.state.StateKey;
import io.iotpipeline.streamsapp.topology.TopologyNames;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Gives sensor-events, sensor-descriptions and the changelog of the state more partitions. The new
 * number is a multiple of the old one, so that a sensor stays in its partition {@code p} or moves
 * from it to {@code p + old}, {@code p + 2 old}, ...; its records of the state move with it. One
 * transaction moves those of one partition. So the increase can be started again after it was
 * interrupted.
 */
public final class PartitionIncrease implements AutoCloseable {

  private static final String CLIENT = "partition-increase";

  /**
   * The most that the brokers of both stacks allow; the state of a partition is copied within it.
   */
  private static final int TRANSACTION_TIMEOUT_MS = 60_000;

  private final String application;
  private final String changelog;
  private final Admin admin;
  private final Map<String, Object> consumerSettings;
  private final Map<String, Object> producerSettings;
  private final PrintStream out;

  /**
   * @param settings of Kafka Streams, as the app has them
   */
  public PartitionIncrease(Properties settings, PrintStream out) {
    StreamsConfig config = new StreamsConfig(settings);
    this.application = config.getString(StreamsConfig.APPLICATION_ID_CONFIG);
    this.changelog = application + "-" + TopologyNames.SENSORS_STORE + "-changelog";
    this.admin = Admin.create(config.getAdminConfigs(CLIENT));
    this.consumerSettings = new HashMap<>(config.getRestoreConsumerConfigs(CLIENT));
    consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    this.producerSettings = new HashMap<>(config.getProducerConfigs(CLIENT));
    producerSettings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, application + "-" + CLIENT);
    producerSettings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    this.out = out;
  }

  /**
   * Increases the number of partitions.
   *
   * @throws StartupException if the number is wrong, an instance runs, or an event or a part of the
   *     state's journal is left. Then nothing was changed
   */
  public void to(int partitions) throws ExecutionException, InterruptedException {
    int before = count(Topics.SENSOR_EVENTS.name());
    int ofState = count(changelog);
    if (partitions <= before || partitions % before != 0) {
      throw new StartupException(
          StartupException.USAGE,
          "%s has %d partitions; expected a multiple of that, not %d"
              .formatted(Topics.SENSOR_EVENTS.name(), before, partitions));
    }
    if (ofState != before && ofState != partitions) {
      throw new StartupException(
          FAILURE,
          "%s has %d partitions, but %s has %d"
              .formatted(Topics.SENSOR_EVENTS.name(), before, changelog, ofState));
    }
    requireStopped();
    requireAllRead();
    try (ChangelogReader reader = new ChangelogReader(consumerSettings, changelog)) {
      for (int source = 0; source < before; source++) {
        reader.requireNoJournal(source);
      }
      increase(changelog, ofState, partitions);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              producerSettings, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer.initTransactions();
        for (int source = 0; source < before; source++) {
          move(reader, producer, source, before, partitions);
        }
      }
    }
    // What people said about sensors is in the state, so only the next descriptions move.
    String descriptions = Topics.SENSOR_DESCRIPTIONS.name();
    increase(descriptions, count(descriptions), partitions);
    // Last: with more partitions, events of sensors that have moved go to the new ones.
    increase(Topics.SENSOR_EVENTS.name(), before, partitions);
  }

  private int count(String topic) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private void requireStopped() throws ExecutionException, InterruptedException {
    GroupState state =
        admin
            .describeConsumerGroups(List.of(application))
            .all()
            .get()
            .get(application)
            .groupState();
    if (state != GroupState.EMPTY && state != GroupState.DEAD) {
      throw new StartupException(
          FAILURE, "group %s is %s: stop all instances of the app".formatted(application, state));
    }
  }

  private void requireAllRead() throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata().get();
    for (String topic : List.of(Topics.SENSOR_EVENTS.name(), Topics.SENSOR_DESCRIPTIONS.name())) {
      requireRead(topic, committed);
    }
  }

  private void requireRead(String topic, Map<TopicPartition, OffsetAndMetadata> committed)
      throws ExecutionException, InterruptedException {
    long unread = 0;
    for (Map.Entry<TopicPartition, Long> end : ends(topic, count(topic)).entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      unread += end.getValue() - (offset == null ? 0 : offset.offset());
    }
    if (unread > 0) {
      throw new StartupException(
          FAILURE,
          "%d records of %s are not read yet: stop the producers, let the app read them, then stop it"
              .formatted(unread, topic));
    }
  }

  private Map<TopicPartition, Long> ends(String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /**
   * Returns when the leaders of all partitions answer. The controller is done earlier. A producer
   * that sends to a leader which is not ready has a batch refused, and the leader may accept a
   * later one first; then it refuses the repeated one for as long as the producer tries.
   */
  private void increase(String topic, int before, int partitions)
      throws ExecutionException, InterruptedException {
    if (before != partitions) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
      ends(topic, partitions);
      out.printf("%s has %d partitions now, had %d%n", topic, partitions, before);
    }
  }

  private void move(
      ChangelogReader reader,
      KafkaProducer<byte[], byte[]> producer,
      int source,
      int before,
      int partitions) {
    for (int target = source + before; target < partitions; target += before) {
      if (reader.hasRecords(target)) {
        out.printf("partition %d: moved before%n", source);
        return;
      }
    }
    Set<String> moved = new HashSet<>();
    producer.beginTransaction();
    reader.read(
        source,
        record -> {
          Optional<String> sensor = StateKey.sensorOf(record.key());
          if (sensor.isPresent()) {
            int target = partition(sensor.get(), partitions);
            if (target != source) {
              send(producer, target, record.key(), record.value());
              send(producer, source, record.key(), null);
              moved.add(sensor.get());
            }
          } else if (!StateKey.isJournalPiece(record.key())) {
            // The number of the next entry, which the sensors' records refer to.
            for (int target = source + before; target < partitions; target += before) {
              send(producer, target, record.key(), record.value());
            }
          }
        });
    producer.commitTransaction();
    out.printf("partition %d: state of %,d sensors moved%n", source, moved.size());
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer, int partition, byte[] key, byte[] value) {
    // A failure also fails the commit of the transaction.
    Future<RecordMetadata> unused =
        producer.send(new ProducerRecord<>(changelog, partition, key, value));
  }

  /** The partition of a sensor's events, as the default partitioner of Kafka's producer has it. */
  private static int partition(String sensor, int partitions) {
    return Utils.toPositive(Utils.murmur2(sensor.getBytes(UTF_8))) % partitions;
  }

  @Override
  public void close() {
    admin.close();
  }
}
