package io.iotpipeline.benchmarks.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/** Sends requests over a connection that stays open. */
final class HttpLoadClient extends LoadClient {

  private static final int ACCEPTED = 202;

  private final HttpAnswerReader answers = new HttpAnswerReader();

  HttpLoadClient(List<ByteBuf> requests, int events, LoadMeter meter) {
    super(requests, events, meter);
  }

  @Override
  void opened(ChannelHandlerContext opened) {
    ready();
  }

  @Override
  void read(ByteBuf bytes) {
    int status = answers.read(bytes);
    if (status != HttpAnswerReader.INCOMPLETE) {
      answered(status == ACCEPTED);
    }
  }
}
