package io.iotpipeline.admin.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.admin.format.JsonValues;
import io.iotpipeline.admin.kafka.KafkaClients;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes Avro values of rejected records whose schema is in the registry now. */
public final class ValueDecoder implements AutoCloseable {

  private final Deserializer<?> deserializer;

  ValueDecoder(Deserializer<?> deserializer) {
    this.deserializer = deserializer;
  }

  public static ValueDecoder open(Pipeline pipeline) {
    return new ValueDecoder(KafkaClients.serdes(pipeline).deserializer());
  }

  /** The fields of the value; empty if it cannot be decoded. */
  Optional<JsonNode> decode(QuarantinedRecord record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      Object decoded = deserializer.deserialize(record.source().topic(), record.value());
      return decoded instanceof IndexedRecord avro ? Optional.of(fields(avro)) : Optional.empty();
    } catch (RuntimeException e) { // the type depends on the deserializer
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    deserializer.close();
  }

  private static ObjectNode fields(IndexedRecord record) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), JsonValues.json(record.get(field.pos())));
    }
    return object;
  }
}
