package io.iotpipeline.admin.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.admin.cassandra.CqlText;
import io.iotpipeline.admin.cluster.Pipeline;
import io.iotpipeline.schemas.AvroSerdes;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads refused values as the apps would, where they are Avro of a schema that is known now. */
public final class ValueDecoder implements AutoCloseable {

  private final Deserializer<?> deserializer;

  ValueDecoder(Deserializer<?> deserializer) {
    this.deserializer = deserializer;
  }

  public static ValueDecoder open(Pipeline pipeline) {
    return new ValueDecoder(
        AvroSerdes.of(Map.of(AvroSerdes.REGISTRY_URL, pipeline.registryUrl())).deserializer());
  }

  /** The fields of the value; empty when it cannot be read. */
  Optional<JsonNode> decode(QuarantinedRecord record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      Object decoded = deserializer.deserialize(record.origin().topic(), record.value());
      return decoded instanceof IndexedRecord avro ? Optional.of(fields(avro)) : Optional.empty();
    } catch (RuntimeException e) { // of a class that only the deserializer knows
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
      object.set(field.name(), CqlText.json(record.get(field.pos())));
    }
    return object;
  }
}
