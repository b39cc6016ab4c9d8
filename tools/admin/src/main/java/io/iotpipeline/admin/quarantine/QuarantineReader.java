package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.cluster.TopicAccess;
import io.iotpipeline.admin.kafka.KafkaClients;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the quarantine topic and the ledger of replayed records. */
public final class QuarantineReader implements AutoCloseable {

  private static final String TOPIC = Topics.REJECTED_EVENTS.name();

  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<RejectedEvent> deserializer;
  private final BoundedReader reader;

  QuarantineReader(
      Consumer<byte[], byte[]> consumer,
      Deserializer<RejectedEvent> deserializer,
      ReadProgress progress) {
    this.consumer = consumer;
    this.deserializer = deserializer;
    this.reader = new BoundedReader(consumer, progress);
  }

  /**
   * Connects to the pipeline.
   *
   * @param progress where to print the progress of a long read
   */
  public static QuarantineReader open(TopicAccess pipeline, PrintStream progress) {
    return open(pipeline, new PrintedReadProgress(progress, System::nanoTime));
  }

  /** Connects to the pipeline. */
  public static QuarantineReader open(TopicAccess pipeline, ReadProgress progress) {
    AvroSerdes serdes = KafkaClients.serdes(pipeline);
    return new QuarantineReader(KafkaClients.consumer(pipeline), serdes.deserializer(), progress);
  }

  /**
   * Reads the records that are in quarantine now. Records of one sensor are in order.
   *
   * @param sink receives a record and returns whether to continue
   * @throws IllegalStateException if a record cannot be decoded; the message has its offset
   */
  public void read(QuarantineFilter filter, Predicate<QuarantinedRecord> sink) {
    reader.read(
        TOPIC,
        filter.since(),
        record -> {
          QuarantinedRecord quarantined = decode(record);
          return !filter.test(quarantined) || sink.test(quarantined);
        });
  }

  /** The records that have been replayed up to now. */
  public ReplayLedger ledger() {
    return ledger(Long.MAX_VALUE);
  }

  /**
   * The records that have been replayed up to now.
   *
   * @param capacity of the ledger
   */
  ReplayLedger ledger(long capacity) {
    ReplayLedger ledger = new ReplayLedger(capacity);
    reader.read(
        ReplayLedger.TOPIC,
        null,
        record -> {
          ledger.add(ReplayLedger.source(record.key()));
          return true;
        });
    return ledger;
  }

  @Override
  public void close() {
    consumer.close();
    deserializer.close();
  }

  private QuarantinedRecord decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      RejectedEvent event = deserializer.deserialize(TOPIC, record.value());
      return QuarantinedRecord.of(event, record.headers());
    } catch (RuntimeException e) { // the type depends on the deserializer
      SourceOffset source = new SourceOffset(TOPIC, record.partition(), record.offset());
      throw new IllegalStateException("cannot decode " + source + " as a RejectedEvent", e);
    }
  }
}
