package io.iotpipeline.connect.cassandra.write;

import org.apache.kafka.connect.sink.SinkRecord;

/** A record that can never be written, and the reason. */
public record RejectedRecord(SinkRecord record, Throwable reason) {}
