package io.iotpipeline.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;

/**
 * Bounds memory and time of packets that have come in part: of one connection before its login, and
 * of all connections together. Without it, many clients that each send a large packet slowly would
 * fill the heap. It stands before the decoder, which collects such packets.
 */
final class PartialPackets extends ChannelInboundHandlerAdapter {

  private final PartialBytes all;
  private final MqttLimits limits;
  private volatile ChannelHandlerContext context; // another connection may close this one
  private boolean loggedIn;
  private long partial;
  private long counted;
  private long since;

  /**
   * @param all bytes of all connections
   */
  PartialPackets(PartialBytes all, MqttLimits limits) {
    this.all = all;
    this.limits = limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    if (partial == 0) {
      restart();
    }
    partial += bytes.readableBytes();
    if (!loggedIn && partial > limits.connectBytes()) {
      ReferenceCountUtil.release(message);
      var unused = context.close();
      return;
    }
    context.fireChannelRead(message); // decodes, and completes packets
    count();
  }

  private void count() {
    if (partial != counted) {
      counted = partial;
      PartialPackets largest = all.set(this, partial);
      if (largest != null) {
        var unused = largest.context.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  private void end() {
    partial = 0;
    count();
  }

  /** A packet was decoded. What is left is the beginning of the next one. */
  void complete(MqttMessage packet) {
    // A packet that cannot be decoded may have no header; its connection is closed.
    partial = packet.fixedHeader() == null ? 0 : Math.max(0, partial - length(packet));
    restart();
  }

  private static long length(MqttMessage packet) {
    int rest = packet.fixedHeader().remainingLength();
    int lengthBytes = rest < 1 << 7 ? 1 : rest < 1 << 14 ? 2 : rest < 1 << 21 ? 3 : 4;
    return 1L + lengthBytes + rest;
  }

  /** The time of an incomplete packet begins now. */
  void restart() {
    since = System.nanoTime();
  }

  /** Whether the rest of a packet has not come in time. */
  boolean isLate(long nanoTime) {
    return partial > 0 && nanoTime - since > limits.packetTimeout().toNanos();
  }

  void loggedIn() {
    loggedIn = true;
  }
}
