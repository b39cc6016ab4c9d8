package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A valid event on its way to admission.
 *
 * @param record the record as it came, with its headers: a record of its own for each step would
 *     copy them each time
 * @param reading the same, decoded
 */
record ValidatedRecord(Record<byte[], byte[]> record, DecodedEvent reading) {}
