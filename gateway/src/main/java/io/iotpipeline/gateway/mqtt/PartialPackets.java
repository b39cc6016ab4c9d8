package io.iotpipeline.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the memory of packets that have come in part: of one connection before its login, and of
 * all connections together. Without it, many clients that each send a large packet slowly would
 * fill the heap. It stands before the decoder, which collects such packets.
 */
final class PartialPackets extends ChannelInboundHandlerAdapter {

  private final AtomicLong all;
  private final MqttLimits limits;
  private boolean loggedIn;
  private long partial;

  /**
   * @param all bytes of all connections
   */
  PartialPackets(AtomicLong all, MqttLimits limits) {
    this.all = all;
    this.limits = limits;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      add(bytes.readableBytes());
      boolean longConnect = !loggedIn && partial > limits.connectBytes();
      if (longConnect || all.get() > limits.partialBytes()) {
        ReferenceCountUtil.release(message);
        var unused = context.close();
        return;
      }
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    complete();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    complete();
  }

  /** A packet was decoded. What came of the next one in the same read is not counted. */
  void complete() {
    add(-partial);
  }

  void loggedIn() {
    loggedIn = true;
  }

  private void add(long bytes) {
    partial += bytes;
    all.addAndGet(bytes);
  }
}
