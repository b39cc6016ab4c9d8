package io.iotpipeline.gateway.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The payload of the command with which a node is asked to send its births again. */
public final class Rebirth {

  private static final byte[] NAME = "Node Control/Rebirth".getBytes(UTF_8);
  private static final int BOOLEAN = 11;

  private Rebirth() {}

  /**
   * @param timestamp milliseconds since 1970
   */
  public static byte[] payload(long timestamp) {
    ByteArrayOutputStream metric = new ByteArrayOutputStream();
    metric.write(1 << 3 | ProtobufReader.BYTES); // name
    metric.write(NAME.length);
    metric.writeBytes(NAME);
    metric.write(3 << 3); // timestamp
    writeVarint(metric, timestamp);
    metric.write(4 << 3); // datatype
    metric.write(BOOLEAN);
    metric.write(14 << 3); // boolean_value
    metric.write(1);

    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(1 << 3); // timestamp
    writeVarint(payload, timestamp);
    payload.write(2 << 3 | ProtobufReader.BYTES); // metrics
    payload.write(metric.size());
    payload.writeBytes(metric.toByteArray());
    return payload.toByteArray();
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
