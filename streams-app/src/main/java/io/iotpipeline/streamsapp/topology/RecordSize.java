package io.iotpipeline.streamsapp.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The size of an input record, in bytes before compression.
 *
 * @param headers names and values of all headers
 */
record RecordSize(long key, long value, long headers) {

  static RecordSize of(Record<byte[], byte[]> record) {
    return new RecordSize(length(record.key()), length(record.value()), of(record.headers()));
  }

  long total() {
    return key + value + headers;
  }

  private static long of(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += header.key().getBytes(UTF_8).length + length(header.value());
    }
    return bytes;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
