package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.validate.Reading;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A valid event on its way to admission.
 *
 * @param record the record as it came, with its headers: a record of its own for each step would
 *     copy them each time
 * @param reading the same, decoded
 */
record Received(Record<byte[], byte[]> record, Reading reading) {}
