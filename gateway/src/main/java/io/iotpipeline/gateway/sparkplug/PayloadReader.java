package io.iotpipeline.gateway.sparkplug;

import java.util.ArrayList;
import java.util.List;

/** Reads payloads of Sparkplug B; fields that are not needed are skipped. */
final class PayloadReader {

  private static final String COMPRESSED = "SPBV1.0_COMPRESSED";

  private PayloadReader() {}

  static Payload read(byte[] bytes) throws MalformedPayloadException {
    Long timestamp = null;
    Long sequence = null;
    List<Metric> metrics = new ArrayList<>();
    ProtobufReader reader = new ProtobufReader(bytes);
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> timestamp = reader.readVarint();
        case 2 -> metrics.add(metric(reader.readMessage()));
        case 3 -> sequence = reader.readVarint();
        case 4 -> requireUncompressed(reader.readString());
        default -> reader.skip();
      }
    }
    return new Payload(timestamp, sequence, metrics);
  }

  private static void requireUncompressed(String uuid) throws MalformedPayloadException {
    if (uuid.equals(COMPRESSED)) {
      throw new MalformedPayloadException("it is compressed; switch compression off in the node");
    }
  }

  private static Metric metric(ProtobufReader reader) throws MalformedPayloadException {
    String name = null;
    Long alias = null;
    Long timestamp = null;
    int datatype = 0;
    boolean isNull = false;
    MetricValue value = null;
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> name = reader.readString();
        case 2 -> alias = reader.readVarint();
        case 3 -> timestamp = reader.readVarint();
        case 4 -> datatype = (int) reader.readVarint();
        case 7 -> isNull = reader.readBoolean();
        case 10, 11 -> value = MetricValue.of(reader.readVarint());
        case 12 -> value = MetricValue.of(reader.readFloat());
        case 13 -> value = MetricValue.of(reader.readDouble());
        case 14 -> value = MetricValue.of(reader.readBoolean());
        case 15, 16, 17, 18, 19 -> {
          reader.skip();
          value = MetricValue.OTHER;
        }
        default -> reader.skip();
      }
    }
    return new Metric(name, alias, timestamp, datatype, isNull ? null : value);
  }
}
