package io.iotpipeline.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Limits the bytes that one poll of a consumer returns, after decompression. Kafka's own limits
 * count compressed bytes or records: 800 records of one megabyte of zeros are 30 kB on the wire and
 * fit into one poll.
 *
 * <p>The limit is a deserializer that refuses a record when the poll already has enough bytes. The
 * consumer then returns the records before it, and the next poll starts with the refused record.
 * The first record of a poll is never refused, so every poll makes progress.
 *
 * <p>It does not see a record that has neither key nor value. Such records, and the size of one
 * record, are limited by {@link #MAX_RECORDS} and the topic setting {@code
 * max.decompressed.message.bytes}.
 */
public final class PollLimit {

  /** Maximum number of records of a poll; a value for {@code max.poll.records}. */
  public static final int MAX_RECORDS = 200;

  /** Bytes of keys, values and headers after which a poll ends. */
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  /** Key of the consumer configuration that has the limit, for {@link Reset}. */
  private static final String CONFIG_KEY = "iot.poll.limit";

  private long polledBytes;

  private PollLimit() {}

  /**
   * Creates a consumer of bytes with the limit.
   *
   * @param config consumer configuration, without deserializers
   */
  public static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> config) {
    PollLimit limit = new PollLimit();
    Map<String, Object> limited = new HashMap<>(config);
    limited.put(CONFIG_KEY, limit);
    limited.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors(config));
    return new KafkaConsumer<>(limited, limit.new LimitedBytes(), limit.new LimitedBytes());
  }

  private static List<Object> interceptors(Map<String, Object> config) {
    List<Object> interceptors = new ArrayList<>();
    Object configured = config.get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    if (configured instanceof List<?> list) {
      interceptors.addAll(list);
    } else if (configured != null && !configured.toString().isBlank()) {
      interceptors.addAll(List.of(configured.toString().split("\\s*,\\s*")));
    }
    interceptors.add(Reset.class.getName());
    return interceptors;
  }

  /** Passes bytes on until the limit is reached. */
  private final class LimitedBytes implements Deserializer<byte[]> {

    @Override
    public byte[] deserialize(String topic, Headers headers, byte[] data) {
      if (polledBytes > MAX_BYTES) {
        throw new SerializationException("The poll has enough bytes; the next one continues here");
      }
      polledBytes += data == null ? 0 : data.length;
      for (Header header : headers) {
        polledBytes += header.value() == null ? 0 : header.value().length;
      }
      return data;
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
      return deserialize(topic, new RecordHeaders(), data);
    }
  }

  /** Is called at the end of each poll that returns records. */
  public static final class Reset implements ConsumerInterceptor<byte[], byte[]> {

    private PollLimit limit;

    @Override
    public void configure(Map<String, ?> config) {
      limit = (PollLimit) config.get(CONFIG_KEY);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
      limit.polledBytes = 0;
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
  }
}
