package io.iotpipeline.producer.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The part of MQTT 5 that a client needs to publish with quality of service 1. */
final class FakeMqttServer implements AutoCloseable {

  /** What to do with a message. */
  interface Behaviour {

    /** Closes the connection instead of an answer. */
    int CLOSE = -1;

    /**
     * @param number of the message, from 1
     * @return the reason code of PUBACK
     */
    int answer(int number, String topic, String payload);
  }

  private static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int PINGREQ = 12;

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Behaviour behaviour;
  private final int connackReason;
  private int messages;

  /** What was acknowledged without an error: topic and payload. */
  final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  FakeMqttServer(int connackReason, Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    this.connackReason = connackReason;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      while (true) {
        int type = in.readUnsignedByte() >> 4;
        byte[] packet = in.readNBytes(readLength(in));
        if (type == CONNECT) {
          out.write(new byte[] {0x20, 3, 0, (byte) connackReason, 0});
        } else if (type == PINGREQ) {
          out.write(new byte[] {(byte) 0xD0, 0});
        } else if (type != PUBLISH || !publish(packet, out)) {
          return;
        }
        out.flush();
      }
    } catch (IOException closed) {
      // by the client
    }
  }

  private synchronized boolean publish(byte[] packet, OutputStream out) throws IOException {
    int topicLength = (packet[0] & 0xFF) << 8 | (packet[1] & 0xFF);
    String topic = new String(packet, 2, topicLength, UTF_8);
    int id = 2 + topicLength;
    int payload = id + 2 + 1 + packet[id + 2]; // properties of less than 128 bytes
    String text = new String(packet, payload, packet.length - payload, UTF_8);
    int reason = behaviour.answer(++messages, topic, text);
    if (reason == Behaviour.CLOSE) {
      return false;
    }
    if (reason == 0) {
      taken.add(topic + " " + text);
    }
    out.write(new byte[] {0x40, 4, packet[id], packet[id + 1], (byte) reason, 0});
    return true;
  }

  private static int readLength(DataInputStream in) throws IOException {
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      length |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return length;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
