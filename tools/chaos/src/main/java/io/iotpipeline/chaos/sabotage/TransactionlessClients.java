package io.iotpipeline.chaos.sabotage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of a streams app without transactions, for setting {@code default.client.supplier}.
 */
public final class TransactionlessClients implements KafkaClientSupplier {

  private static final String MAIN_CONSUMER = "-consumer";

  /** The main consumer of a stream thread. */
  private record ThreadConsumer(String thread, Consumer<byte[], byte[]> consumer) {}

  private final List<ThreadConsumer> consumers = new CopyOnWriteArrayList<>();

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new TransactionlessProducer(
        settings, bytes, offsets -> mainConsumer(clientId(config)).commitSync(offsets));
  }

  /** The consumer of the thread that the producer belongs to; both names begin with the thread. */
  private Consumer<byte[], byte[]> mainConsumer(String producer) {
    return consumers.stream()
        .filter(each -> producer.startsWith(each.thread() + "-"))
        .map(ThreadConsumer::consumer)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    Consumer<byte[], byte[]> consumer = consumer(config);
    String id = clientId(config);
    if (id.endsWith(MAIN_CONSUMER)) {
      consumers.add(
          new ThreadConsumer(id.substring(0, id.length() - MAIN_CONSUMER.length()), consumer));
    }
    return consumer;
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(config, bytes, bytes);
  }

  private static String clientId(Map<String, Object> config) {
    return String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
  }
}
