package io.iotpipeline.benchmarks.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/**
 * A device of MQTT 3.1.1 that sends with quality of service 1. The answers that it gets, CONNACK
 * and PUBACK, are of four bytes each.
 */
final class MqttLoadClient extends LoadClient {

  private static final int CONNACK = 0x20;
  private static final int PUBACK = 0x40;
  private static final int ANSWER_BYTES = 4;

  private int position;
  private int type;
  private boolean ok;

  MqttLoadClient(List<ByteBuf> messages, LoadMeter meter) {
    super(messages, 1, meter);
  }

  @Override
  void opened(ChannelHandlerContext opened) {
    var unused = opened.writeAndFlush(MqttPackets.connect(), opened.voidPromise());
  }

  @Override
  void read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      int value = bytes.readUnsignedByte();
      switch (position++) {
        case 0 -> type = value;
        case 1 -> ok = value == ANSWER_BYTES - 2;
        case 3 -> {
          position = 0;
          answer(type, value);
        }
        default -> {} // session present, or the higher byte of the packet id
      }
    }
  }

  private void answer(int answer, int lastByte) {
    if (answer == PUBACK) {
      answered(ok && lastByte == MqttPackets.PACKET_ID);
    } else if (answer == CONNACK && ok && lastByte == 0) {
      ready();
    } else {
      throw new IllegalStateException("packet %x with last byte %x".formatted(answer, lastByte));
    }
  }
}
