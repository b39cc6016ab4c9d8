package io.iotpipeline.streamsapp.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Reads what {@link ByteOutput} has written. Each method throws {@link BufferUnderflowException} if
 * the bytes end too early.
 */
final class ByteInput {

  private final ByteBuffer bytes;

  ByteInput(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  boolean hasRemaining() {
    return bytes.hasRemaining();
  }

  byte readByte() {
    return bytes.get();
  }

  long readLong() {
    return bytes.getLong();
  }

  double readDouble() {
    return Double.longBitsToDouble(bytes.getLong());
  }

  long readVarint() {
    long value = 0;
    byte next;
    int shift = 0;
    do {
      next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    } while (next < 0);
    return value >>> 1 ^ -(value & 1);
  }

  void skip(int length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    bytes.position(bytes.position() + length);
  }

  /** A number that was an int. */
  int readInt() {
    return (int) readVarint();
  }

  String readText() {
    return new String(readBlock(), UTF_8);
  }

  byte[] readBlock() {
    int length = readInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] block = new byte[length];
    bytes.get(block);
    return block;
  }
}
