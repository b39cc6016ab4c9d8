package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The packets of MQTT 3.1.1 that the load generator sends. */
final class MqttPackets {

  /** Of all messages: one at a time is sent over a connection. */
  static final int PACKET_ID = 1;

  private static final int CONNECT = 0x10;
  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int VERSION_3_1_1 = 4;
  private static final int CLEAN_SESSION = 2;
  private static final int KEEP_ALIVE_SECONDS = 600;

  private MqttPackets() {}

  /** A login without a name; the server gives the client an id. */
  static ByteBuf connect() {
    ByteBuf rest = Unpooled.buffer();
    writeText(rest, "MQTT");
    rest.writeByte(VERSION_3_1_1).writeByte(CLEAN_SESSION).writeShort(KEEP_ALIVE_SECONDS);
    writeText(rest, "");
    return packet(CONNECT, rest);
  }

  static ByteBuf publish(String topic, byte[] payload) {
    ByteBuf rest = Unpooled.buffer();
    writeText(rest, topic);
    rest.writeShort(PACKET_ID).writeBytes(payload);
    return packet(PUBLISH_QOS_1, rest);
  }

  private static void writeText(ByteBuf packet, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    packet.writeShort(bytes.length).writeBytes(bytes);
  }

  private static ByteBuf packet(int type, ByteBuf rest) {
    ByteBuf packet = Unpooled.directBuffer(rest.readableBytes() + 5).writeByte(type);
    int length = rest.readableBytes();
    do {
      int bits = length & 0x7f;
      length >>>= 7;
      packet.writeByte(length > 0 ? bits | 0x80 : bits);
    } while (length > 0);
    return packet.writeBytes(rest);
  }
}
