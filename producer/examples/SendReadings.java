import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends three readings to the topic sensor-events, with nothing of the pipeline but its schema.
 *
 * <pre>
 * java -cp producer/target/producer.jar producer/examples/SendReadings.java \
 *     localhost:9092 http://localhost:8081 schemas/src/main/avro/SensorEvent.avsc
 * </pre>
 *
 * <p>The class path needs kafka-clients, avro and apicurio-registry-serdes-avro-serde; producer.jar
 * has them.
 */
public final class SendReadings {

  private static final String TOPIC = "sensor-events";

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: SendReadings.java BOOTSTRAP_SERVERS REGISTRY_URL SCHEMA_FILE");
      System.exit(2);
    }
    Schema schema = new Schema.Parser().parse(Path.of(args[2]).toFile());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, GenericRecord> producer = new KafkaProducer<>(settings(args))) {
      for (double celsius : new double[] {21.5, 21.7, 21.6}) {
        GenericRecord reading = new GenericData.Record(schema);
        reading.put("event_id", UUID.randomUUID().toString());
        reading.put("sensor_id", "java-1");
        reading.put("event_time", Instant.now().toEpochMilli());
        reading.put("measurements", Map.of("temperature", celsius, "humidity", 40.0));
        sent.add(producer.send(new ProducerRecord<>(TOPIC, "java-1", reading)));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get(); // throws if Kafka has not taken it
    }
    System.out.println("sent " + sent.size() + " readings of java-1");
  }

  private static Properties settings(String[] args) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    settings.put("value.serializer", "io.apicurio.registry.serde.avro.AvroKafkaSerializer");
    settings.put("apicurio.registry.url", args[1] + "/apis/registry/v2");
    settings.put("apicurio.registry.auto-register", "false");
    // Confluent's wire format: the id in the value, in 4 bytes, instead of in a header.
    settings.put("apicurio.registry.headers.enabled", "false");
    settings.put("apicurio.registry.id-handler", "io.apicurio.registry.serde.Legacy4ByteIdHandler");
    settings.put("apicurio.registry.use-id", "contentId");
    settings.put(
        "apicurio.registry.artifact-resolver-strategy",
        "io.apicurio.registry.serde.strategy.TopicIdStrategy");
    // With Confluent's serializer and registry instead of the settings of Apicurio's:
    // settings.put("value.serializer", "io.confluent.kafka.serializers.KafkaAvroSerializer");
    // settings.put("schema.registry.url", args[1]);
    // settings.put("auto.register.schemas", "false");
    return settings;
  }
}
