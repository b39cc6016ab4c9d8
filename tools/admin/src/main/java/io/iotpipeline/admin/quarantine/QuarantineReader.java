package io.iotpipeline.admin.quarantine;

import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.verify.TopicReader;
import io.iotpipeline.schemas.AvroSerdes;
import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.schemas.Topics;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the quarantine, and the ledger of what was replayed from it. */
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
  public static QuarantineReader open(Pipeline pipeline, PrintStream progress) {
    AvroSerdes serdes = AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl()));
    return new QuarantineReader(
        TopicReader.consumer(pipeline),
        serdes.deserializer(),
        new ReadProgress(progress, System::nanoTime));
  }

  /**
   * Reads what is in quarantine now; the order holds within one sensor only.
   *
   * @param sink takes a record, and answers whether it wants more
   * @throws IllegalStateException naming the record of the topic that cannot be read
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

  /** What was replayed up to now. */
  public ReplayLedger ledger() {
    ReplayLedger ledger = new ReplayLedger();
    reader.read(
        ReplayLedger.TOPIC,
        null,
        record -> {
          ledger.add(ReplayLedger.origin(record.key()));
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
    } catch (RuntimeException e) { // of a class that only the deserializer knows
      SourceOffset origin = new SourceOffset(TOPIC, record.partition(), record.offset());
      throw new IllegalStateException(origin + " cannot be read as a RejectedEvent", e);
    }
  }
}
