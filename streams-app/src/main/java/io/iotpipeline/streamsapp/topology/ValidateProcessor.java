package io.iotpipeline.streamsapp.topology;

import static io.iotpipeline.schemas.RejectionReason.TOO_LARGE;

import io.iotpipeline.schemas.RecordSize;
import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import io.iotpipeline.streamsapp.validate.Decoding;
import io.iotpipeline.streamsapp.validate.EventDecoder;
import io.iotpipeline.streamsapp.validate.EventValidator;
import io.iotpipeline.streamsapp.validate.Rejected;
import io.iotpipeline.streamsapp.validate.Unreadable;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes a record that is not too large and validates the event; stateless. */
final class ValidateProcessor implements Processor<byte[], byte[], byte[], Object> {

  private final int maxRecordBytes;
  private final Supplier<EventDecoder> decoderOfThread;
  private final EventValidator validator;
  private final RejectionLog rejectionLog;
  private final PipelineMetrics metrics;

  private ProcessorContext<byte[], Object> context;
  private EventDecoder decoder;
  private Quarantine quarantine;

  ValidateProcessor(
      int maxRecordBytes,
      Supplier<EventDecoder> decoderOfThread,
      EventValidator validator,
      RejectionLog rejectionLog,
      PipelineMetrics metrics) {
    this.maxRecordBytes = maxRecordBytes;
    this.decoderOfThread = decoderOfThread;
    this.validator = validator;
    this.rejectionLog = rejectionLog;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    decoder = decoderOfThread.get();
    quarantine = new Quarantine(context, rejectionLog, metrics);
  }

  @Override
  public void process(Record<byte[], byte[]> received) {
    RecordSize size = RecordSize.of(received.key(), received.value(), received.headers());
    if (size.total() > maxRecordBytes) {
      quarantine.send(received, tooLarge(size));
      return;
    }
    Decoding decoding = decode(received);
    if (decoding instanceof Decoding.Decoded decoded) {
      validate(received, decoded.event());
    } else {
      quarantine.send(received, (Rejected) decoding);
    }
  }

  private Decoding decode(Record<byte[], byte[]> received) {
    Optional<Rejected> unreadable =
        received.value() == null ? Optional.empty() : Unreadable.of(received.headers());
    return unreadable.isPresent() ? unreadable.get() : decoder.decode(received.value());
  }

  private Rejected tooLarge(RecordSize size) {
    return new Rejected(
        TOO_LARGE,
        "the record has %d bytes (key %d, value %d, headers %d), which exceeds max.record.bytes=%d"
            .formatted(size.total(), size.key(), size.value(), size.headers(), maxRecordBytes));
  }

  private void validate(Record<byte[], byte[]> received, DecodedEvent event) {
    long now = context.currentSystemTimeMs();
    if (validator.validate(event, received.key(), now) instanceof Rejected rejected) {
      quarantine.send(received, rejected);
    } else {
      ValidatedRecord valid = new ValidatedRecord(received, event);
      context.forward(
          new Record<>(received.key(), valid, received.timestamp()), TopologyNames.ACCEPT);
    }
  }
}
