package io.iotpipeline.streamsapp.config;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time at which a record arrived at the broker; the wall clock if it has none. The default
 * extractor fails on a negative timestamp, others skip the record.
 */
public final class ArrivalTimestampExtractor implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() < 0 ? System.currentTimeMillis() : record.timestamp();
  }
}
