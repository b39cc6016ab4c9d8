package io.iotpipeline.gateway.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A client that can break every rule: it writes bytes, and reads packets. */
final class RawClient implements AutoCloseable {

  static final int CONNACK = 0x20;
  static final int PUBACK = 0x40;
  static final int PUBREC = 0x50;
  static final int PUBCOMP = 0x70;
  static final int SUBACK = 0x90;
  static final int PINGRESP = 0xD0;
  static final int DISCONNECT = 0xE0;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  /**
   * @param type the first byte
   * @param body without the length
   */
  @SuppressWarnings("ArrayRecordComponent") // a value of tests that nobody compares
  record Packet(int type, byte[] body) {}

  RawClient(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  static RawClient connected(int port, int version) throws IOException {
    RawClient client = new RawClient(port);
    client.connect(version);
    Packet answer = client.read();
    if (answer.type() != CONNACK || answer.body()[1] != 0) {
      throw new AssertionError("not accepted: " + answer);
    }
    return client;
  }

  void connect(int version) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0, 4, 'M', 'Q', 'T', 'T', (byte) version, 2, 0, 60});
    if (version == 5) {
      body.write(0);
    }
    body.writeBytes(text("raw"));
    packet(0x10, body.toByteArray());
  }

  void publish(int version, int qos, int packetId, byte[] topic, byte[] payload)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(topic.length >> 8);
    body.write(topic.length);
    body.writeBytes(topic);
    if (qos > 0) {
      body.write(packetId >> 8);
      body.write(packetId);
    }
    if (version == 5) {
      body.write(0);
    }
    body.writeBytes(payload);
    packet(0x30 | (qos << 1), body.toByteArray());
  }

  void publish(int version, int qos, int packetId, String topic, String payload)
      throws IOException {
    publish(version, qos, packetId, topic.getBytes(UTF_8), payload.getBytes(UTF_8));
  }

  void packet(int type, byte[] body) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(type);
    int rest = body.length;
    do {
      header.write(rest > 127 ? (rest & 0x7F) | 0x80 : rest);
      rest >>= 7;
    } while (rest > 0);
    header.writeBytes(body);
    out.write(header.toByteArray());
    out.flush();
  }

  void bytes(int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    out.write(all);
    out.flush();
  }

  void part(byte[] part) throws IOException {
    out.write(part);
    out.flush();
  }

  static byte[] text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] all = new byte[bytes.length + 2];
    all[0] = (byte) (bytes.length >> 8);
    all[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, all, 2, bytes.length);
    return all;
  }

  /** Null if the server has closed the connection. */
  Packet read() throws IOException {
    try {
      int type = in.read();
      if (type < 0) {
        return null;
      }
      int length = 0;
      int shift = 0;
      int next;
      do {
        next = in.readUnsignedByte();
        length |= (next & 0x7F) << shift;
        shift += 7;
      } while (next > 127);
      byte[] body = new byte[length];
      in.readFully(body);
      return new Packet(type, body);
    } catch (SocketException e) {
      return null; // reset
    }
  }

  /** Whether nothing comes in this time. */
  boolean silentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      var unused = in.read();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (SocketException e) {
      return false; // reset
    } finally {
      socket.setSoTimeout(10_000);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
