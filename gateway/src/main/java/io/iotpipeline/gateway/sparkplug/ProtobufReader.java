package io.iotpipeline.gateway.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads the wire format of Protocol Buffers: fields one after the other, each with its number and
 * wire type. Groups, which Sparkplug does not have, are errors. Not thread-safe.
 *
 * <p>It replaces the library and code generated from {@code sparkplug_b.proto}, of which four
 * fields in each of two messages are needed here.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class ProtobufReader {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int tag;

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** Moves to the next field, whose value must then be read or skipped; false at the end. */
  boolean next() throws MalformedPayloadException {
    if (position == end) {
      return false;
    }
    long read = varint();
    if (read <= 7 || read > 0xFFFF_FFFFL) {
      throw new MalformedPayloadException("field number out of range");
    }
    tag = (int) read;
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  /** The value of a field of wire type {@link #VARINT}. */
  long readVarint() throws MalformedPayloadException {
    require(VARINT);
    return varint();
  }

  boolean readBoolean() throws MalformedPayloadException {
    return readVarint() != 0;
  }

  float readFloat() throws MalformedPayloadException {
    require(FIXED32);
    return Float.intBitsToFloat((int) fixed(4));
  }

  double readDouble() throws MalformedPayloadException {
    require(FIXED64);
    return Double.longBitsToDouble(fixed(8));
  }

  String readString() throws MalformedPayloadException {
    int length = length();
    String text = new String(bytes, position, length, UTF_8);
    position += length;
    return text;
  }

  /** The message in a field. */
  ProtobufReader readMessage() throws MalformedPayloadException {
    int length = length();
    ProtobufReader message = new ProtobufReader(bytes, position, position + length);
    position += length;
    return message;
  }

  void skip() throws MalformedPayloadException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> fixed(8);
      case FIXED32 -> fixed(4);
      case BYTES -> {
        int length = length(); // moves the position, so it comes first
        position += length;
      }
      default -> throw new MalformedPayloadException("wire type " + (tag & 7));
    }
  }

  private void require(int wireType) throws MalformedPayloadException {
    if ((tag & 7) != wireType) {
      throw new MalformedPayloadException(
          "field %d has wire type %d, expected %d".formatted(field(), tag & 7, wireType));
    }
  }

  private long varint() throws MalformedPayloadException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = (byte) fixed(1);
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new MalformedPayloadException("a number of more than 10 bytes");
  }

  /** Little-endian. */
  private long fixed(int size) throws MalformedPayloadException {
    requireBytes(size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) (bytes[position++] & 0xFF) << (8 * i);
    }
    return value;
  }

  private int length() throws MalformedPayloadException {
    require(BYTES);
    long length = varint();
    requireBytes(length);
    return (int) length;
  }

  private void requireBytes(long count) throws MalformedPayloadException {
    if (count < 0 || count > end - position) {
      throw new MalformedPayloadException("ends in the middle of a field");
    }
  }
}
