package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.schemas.RejectedRecord;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.validate.Rejected;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends rejected records to the dead letter topic; see {@link RejectedRecord}. */
final class Quarantine {

  private final ProcessorContext<byte[], Object> context;
  private final RejectionLog rejectionLog;
  private final PipelineMetrics metrics;

  Quarantine(
      ProcessorContext<byte[], Object> context,
      RejectionLog rejectionLog,
      PipelineMetrics metrics) {
    this.context = context;
    this.rejectionLog = rejectionLog;
    this.metrics = metrics;
    context.schedule(
        Duration.ofMillis(RejectionLog.INTERVAL_MS),
        PunctuationType.WALL_CLOCK_TIME,
        rejectionLog::logIfDue);
  }

  /**
   * @param record the input record
   */
  void send(Record<byte[], byte[]> record, Rejected rejection) {
    RecordMetadata origin = context.recordMetadata().orElseThrow();
    RejectedRecord rejected =
        RejectedRecord.of(
            rejection.reason(),
            rejection.detail(),
            new RejectedRecord.Origin(origin.topic(), origin.partition(), origin.offset()),
            Instant.ofEpochMilli(context.currentSystemTimeMs()),
            record.key(),
            record.value(),
            record.headers());
    context.forward(
        new Record<>(rejected.key(), rejected.event(), record.timestamp(), rejected.headers()),
        TopologyNames.REJECTED_EVENTS);
    rejectionLog.count(rejection.reason());
    metrics.rejected(rejection.reason());
  }
}
