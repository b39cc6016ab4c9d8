package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;

/**
 * Reads answers of HTTP/1.1 that have a Content-Length, one at a time, and keeps nothing but the
 * status. Netty's own codec would cost more than the rest of the load generator.
 */
final class HttpAnswerReader {

  static final int INCOMPLETE = -1;

  private static final int STATUS_START = "HTTP/1.1 ".length();
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
  private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

  private byte[] received = new byte[512];
  private int size;

  /**
   * Adds bytes.
   *
   * @return the status of the answer if it is complete, or {@link #INCOMPLETE}
   */
  int read(ByteBuf bytes) {
    append(ByteBufUtil.getBytes(bytes, bytes.readerIndex(), bytes.readableBytes(), false));
    int end = indexOf(END, size);
    if (end < 0 || size < end + END.length + contentLength(end)) {
      return INCOMPLETE;
    }
    size = 0;
    return number(STATUS_START);
  }

  private void append(byte[] bytes) {
    if (size + bytes.length > received.length) {
      received = Arrays.copyOf(received, 2 * (size + bytes.length));
    }
    System.arraycopy(bytes, 0, received, size, bytes.length);
    size += bytes.length;
  }

  private int contentLength(int headersEnd) {
    int header = indexOf(LENGTH, headersEnd);
    if (header < 0) {
      throw new IllegalStateException(
          "no Content-Length in " + new String(received, 0, headersEnd, US_ASCII));
    }
    int start = header + LENGTH.length;
    while (received[start] == ' ') {
      start++;
    }
    return number(start);
  }

  private int number(int start) {
    int value = 0;
    for (int i = start; received[i] >= '0' && received[i] <= '9'; i++) {
      value = 10 * value + received[i] - '0';
    }
    return value;
  }

  /** Without regard to the case of letters. */
  private int indexOf(byte[] text, int limit) {
    for (int i = 0; i + text.length <= limit; i++) {
      int matched = 0;
      while (matched < text.length && lower(received[i + matched]) == text[matched]) {
        matched++;
      }
      if (matched == text.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }
}
