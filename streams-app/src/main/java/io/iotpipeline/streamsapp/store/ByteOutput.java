package io.iotpipeline.streamsapp.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A growing buffer for stored forms. Numbers that are mostly small are written with as few bytes as
 * they need, in the variable-length form of Protocol Buffers: seven bits per byte, the lowest
 * first, negative numbers in zigzag order. {@link ByteInput} reads what this class writes.
 */
public final class ByteOutput {

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = new byte[1024];
  private int size;

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public ByteOutput putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Eight bytes, big-endian. */
  public ByteOutput putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Eight bytes, with the bits as they are. */
  public ByteOutput putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  /** One to ten bytes. */
  public ByteOutput putVarint(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = value << 1 ^ value >> 63;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** The length, then the text in UTF-8. */
  public ByteOutput putText(String text) {
    return putBlock(text.getBytes(UTF_8));
  }

  /** The length, then the bytes. */
  public ByteOutput putBlock(byte[] block) {
    return putVarint(block.length).putAll(block);
  }

  public ByteOutput putAll(byte[] block) {
    return putAll(block, block.length);
  }

  public ByteOutput putAll(ByteOutput other) {
    return putAll(other.bytes, other.size);
  }

  private ByteOutput putAll(byte[] from, int length) {
    reserve(length);
    System.arraycopy(from, 0, bytes, size, length);
    size += length;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
