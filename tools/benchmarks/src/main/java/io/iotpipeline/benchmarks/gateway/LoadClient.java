package io.iotpipeline.benchmarks.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A connection of the load generator: sends a message, waits for its answer, and sends the next
 * one. All but the flags is used on the event loop.
 */
abstract class LoadClient extends ChannelInboundHandlerAdapter {

  private static final long RETRY_MS = 100;

  private final List<ByteBuf> messages;
  private final int events;
  private final LoadMeter meter;
  private volatile ChannelHandlerContext context;
  private volatile boolean ready;
  private volatile boolean waiting;
  private volatile boolean goesOn;
  private volatile boolean closes;
  private int next;
  private long sentNanos;

  /**
   * @param messages they are sent in turn
   * @param events events of each message
   */
  LoadClient(List<ByteBuf> messages, int events, LoadMeter meter) {
    this.messages = messages;
    this.events = events;
    this.meter = meter;
  }

  /** The connection is open: logs in, or is ready at once. */
  abstract void opened(ChannelHandlerContext opened);

  /** Reads bytes, and calls {@link #ready} or {@link #answered}. */
  abstract void read(ByteBuf bytes);

  final void ready() {
    ready = true;
  }

  final boolean isReady() {
    return ready;
  }

  /** Whether a message is not answered yet. */
  final boolean isWaiting() {
    return waiting;
  }

  /**
   * @param repeatedly whether each answer is followed by the next message
   */
  final void send(boolean repeatedly) {
    goesOn = repeatedly;
    waiting = true;
    context.executor().execute(this::sendNext);
  }

  /** Sends no further messages. */
  final void stop() {
    goesOn = false;
  }

  private void sendNext() {
    if (!context.channel().isActive()) {
      waiting = false;
      return;
    }
    sentNanos = System.nanoTime();
    ByteBuf message = messages.get(next);
    next = next + 1 == messages.size() ? 0 : next + 1;
    var unused = context.writeAndFlush(message.retainedDuplicate(), context.voidPromise());
  }

  final void answered(boolean acknowledged) {
    if (acknowledged) {
      meter.addAcknowledged(events, System.nanoTime() - sentNanos);
    } else {
      meter.addRefused();
    }
    if (goesOn && acknowledged) {
      sendNext();
    } else if (goesOn) {
      var unused = context.executor().schedule(this::sendNext, RETRY_MS, TimeUnit.MILLISECONDS);
    } else {
      waiting = false;
    }
  }

  final void close() throws InterruptedException {
    closes = true;
    context.close().sync();
  }

  @Override
  public final void channelActive(ChannelHandlerContext opened) {
    context = opened;
    opened(opened);
  }

  @Override
  public final void channelRead(ChannelHandlerContext reading, Object bytes) {
    ByteBuf buffer = (ByteBuf) bytes;
    try {
      read(buffer);
    } finally {
      buffer.release();
    }
  }

  @Override
  public final void channelInactive(ChannelHandlerContext closed) {
    if (!closes) {
      meter.addRefused();
    }
    waiting = false;
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    if (!closes) {
      System.err.println("connection failed: " + cause);
    }
    var unused = failed.close();
  }
}
