package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.metrics.PipelineMetrics;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import io.iotpipeline.streamsapp.validate.Decoding;
import io.iotpipeline.streamsapp.validate.EventDecoder;
import io.iotpipeline.streamsapp.validate.EventValidator;
import io.iotpipeline.streamsapp.validate.Rejected;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Decodes a record and validates the event; stateless. */
final class ValidateProcessor implements Processor<byte[], byte[], byte[], Object> {

  private final Supplier<EventDecoder> decoderOfThread;
  private final EventValidator validator;
  private final RejectionLog rejectionLog;
  private final PipelineMetrics metrics;

  private ProcessorContext<byte[], Object> context;
  private EventDecoder decoder;
  private Quarantine quarantine;

  ValidateProcessor(
      Supplier<EventDecoder> decoderOfThread,
      EventValidator validator,
      RejectionLog rejectionLog,
      PipelineMetrics metrics) {
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
    Decoding decoding = decoder.decode(received.value());
    if (decoding instanceof Decoding.Decoded decoded) {
      validate(received, decoded.event());
    } else {
      quarantine.send(received, (Rejected) decoding);
    }
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
