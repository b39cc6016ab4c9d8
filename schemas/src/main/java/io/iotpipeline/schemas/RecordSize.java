package io.iotpipeline.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The size of a Kafka record, in bytes before compression.
 *
 * @param headers names and values of all headers
 */
public record RecordSize(long key, long value, long headers) {

  /**
   * @param key null if there is none
   * @param value null if there is none
   */
  public static RecordSize of(byte[] key, byte[] value, Headers headers) {
    long headerBytes = 0;
    for (Header header : headers) {
      headerBytes += header.key().getBytes(UTF_8).length + length(header.value());
    }
    return new RecordSize(length(key), length(value), headerBytes);
  }

  public long total() {
    return key + value + headers;
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
