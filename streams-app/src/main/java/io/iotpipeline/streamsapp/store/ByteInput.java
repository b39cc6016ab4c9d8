package io.iotpipeline.streamsapp.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Reads what {@link ByteOutput} has written. Each method throws {@link BufferUnderflowException} if
 * the bytes end too early.
 */
public final class ByteInput {

  private final ByteBuffer bytes;

  public ByteInput(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public boolean hasRemaining() {
    return bytes.hasRemaining();
  }

  public byte readByte() {
    return bytes.get();
  }

  public long readLong() {
    return bytes.getLong();
  }

  public double readDouble() {
    return Double.longBitsToDouble(bytes.getLong());
  }

  public long readVarint() {
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

  public void skip(int length) {
    if (length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    bytes.position(bytes.position() + length);
  }

  /** A number that was an int. */
  public int readInt() {
    return (int) readVarint();
  }

  public String readText() {
    return new String(readBlock(), UTF_8);
  }

  public byte[] readBlock() {
    int length = readInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] block = new byte[length];
    bytes.get(block);
    return block;
  }
}
