package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A valid event on its way from {@code validate} to {@code accept}.
 *
 * @param record the input record with its headers; kept whole because a new record for each step
 *     would copy the headers each time
 * @param event the decoded value
 */
record ValidatedRecord(Record<byte[], byte[]> record, DecodedEvent event) {}
