package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.RejectedEvent;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.validate.Rejected;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends refused records, byte for byte and with their headers, to the topic of that purpose. */
final class Quarantine {

  private final ProcessorContext<byte[], Object> context;
  private final RejectionLog log;
  private final PipelineMetrics metrics;

  Quarantine(ProcessorContext<byte[], Object> context, RejectionLog log, PipelineMetrics metrics) {
    this.context = context;
    this.log = log;
    this.metrics = metrics;
    context.schedule(
        Duration.ofMillis(RejectionLog.INTERVAL_MS),
        PunctuationType.WALL_CLOCK_TIME,
        log::tellIfDue);
  }

  /**
   * @param refused the record as it came
   */
  void take(Record<byte[], byte[]> refused, Rejected why) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    RejectedEvent rejected =
        new RejectedEvent(
            why.reason().name(),
            why.detail(),
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(context.currentSystemTimeMs()),
            wrap(refused.key()),
            wrap(refused.value()));
    context.forward(refused.withValue(rejected), PipelineTopology.REJECTED_EVENTS);
    log.count(why.reason());
    metrics.rejected(why.reason());
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
