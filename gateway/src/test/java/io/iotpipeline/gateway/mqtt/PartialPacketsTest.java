package io.iotpipeline.gateway.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PartialPacketsTest {

  private final PartialBytes all = new PartialBytes(10_000);

  /** A connection that has logged in, with its decoder. */
  private final class Connection {
    final PartialPackets partialPackets = new PartialPackets(all, MqttLimits.DEFAULT);
    final EmbeddedChannel channel =
        new EmbeddedChannel(
            partialPackets,
            new MqttDecoder(MqttLimits.DEFAULT.packetBytes()),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                partialPackets.complete((MqttMessage) message);
                ReferenceCountUtil.release(message);
              }
            });

    Connection() {
      partialPackets.loggedIn();
    }

    void send(byte... bytes) {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    void sendPart(int bytes) {
      ByteBuffer publish = ByteBuffer.allocate(bytes);
      publish.put(new byte[] {0x30, (byte) 0x80, (byte) 0x80, 0x3C, 0, 1, 'v'}); // 960 KiB
      send(publish.array());
    }
  }

  @Test
  void beginning_of_the_next_packet_is_counted() {
    Connection connection = new Connection();

    connection.send((byte) 0xC0, (byte) 0, (byte) 0x30, (byte) 100, (byte) 0, (byte) 1);

    assertThat(all.total()).as("without the PINGREQ").isEqualTo(4);
  }

  @Test
  void complete_packets_and_closed_connections_have_nothing_in_part() {
    Connection connection = new Connection();
    connection.sendPart(1_000);
    connection.send(new byte[960 * 1024 + 4 - 1_000]);
    assertThat(all.total()).isZero();
    connection.sendPart(1_000);
    assertThat(all.total()).isEqualTo(1_000);

    var unused = connection.channel.close();

    assertThat(all.total()).isZero();
  }

  @Test
  void connection_with_the_most_is_closed() {
    Connection small = new Connection();
    Connection large = new Connection();
    small.sendPart(4_000);
    large.sendPart(5_000);

    small.send(new byte[500]);
    assertThat(large.channel.isOpen()).isTrue();
    small.send(new byte[499]);
    small.send(new byte[2]);
    large.channel.runPendingTasks();

    assertThat(small.channel.isOpen()).isFalse();
    assertThat(large.channel.isOpen()).isTrue();
    assertThat(all.total()).isEqualTo(5_000);
  }

  @Test
  void connection_that_does_not_read_can_be_the_one_with_the_most() {
    Connection large = new Connection();
    Connection small = new Connection();
    large.sendPart(9_000);

    small.sendPart(1_001);
    large.channel.runPendingTasks();

    assertThat(large.channel.isOpen()).isFalse();
    assertThat(small.channel.isOpen()).isTrue();
    assertThat(all.total()).isEqualTo(1_001);
  }

  @Test
  void time_of_an_incomplete_packet_begins_with_its_first_byte() {
    Connection connection = new Connection();
    long timeout = MqttLimits.DEFAULT.packetTimeout().plusSeconds(1).toNanos();
    assertThat(connection.partialPackets.isLate(System.nanoTime() + timeout)).isFalse();

    connection.sendPart(100);

    assertThat(connection.partialPackets.isLate(System.nanoTime())).isFalse();
    assertThat(connection.partialPackets.isLate(System.nanoTime() + timeout)).isTrue();
  }
}
