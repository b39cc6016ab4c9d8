package io.iotpipeline.producer.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Recognizes the encoding of a text. */
public final class TextEncoding {

  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final int SAMPLE = 4096;

  private TextEncoding() {}

  /**
   * UTF-16 is recognized by its byte order mark or by the zero bytes of ASCII letters, UTF-8 by
   * being valid. Any other text is taken for Windows-1252, of which Latin-1 is a part.
   *
   * @throws CsvException if the bytes are no text
   */
  public static Charset of(CsvInput input) throws IOException {
    try (InputStream bytes = input.bytes()) {
      byte[] sample = bytes.readNBytes(SAMPLE);
      int zerosAtEven = zeros(sample, 0);
      int zerosAtOdd = zeros(sample, 1);
      boolean lowByteFirst = zerosAtEven == 0 && isHalf(zerosAtOdd, sample);
      if (lowByteFirst || startsWith(sample, 0xff, 0xfe)) {
        return UTF_16LE;
      }
      boolean highByteFirst = zerosAtOdd == 0 && isHalf(zerosAtEven, sample);
      if (highByteFirst || startsWith(sample, 0xfe, 0xff)) {
        return UTF_16BE;
      }
      if (zerosAtEven + zerosAtOdd > 0) {
        throw new CsvException(input.name() + " is not a text file; set --encoding if it is one");
      }
      return isUtf8(sample, bytes) ? UTF_8 : WINDOWS_1252;
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  private static int zeros(byte[] bytes, int from) {
    int zeros = 0;
    for (int i = from; i < bytes.length; i += 2) {
      zeros += bytes[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  /** Whether at least half of the characters of two bytes have this zero byte. */
  private static boolean isHalf(int zeros, byte[] bytes) {
    return zeros > 0 && zeros >= bytes.length / 4;
  }

  private static boolean isUtf8(byte[] sample, InputStream rest) throws IOException {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.allocate(64 * 1024).put(sample).flip();
    CharBuffer out = CharBuffer.allocate(64 * 1024);
    boolean end = false;
    while (true) {
      out.clear();
      if (decoder.decode(in, out, end).isError()) {
        return false;
      }
      if (end) {
        return true;
      }
      in.compact();
      int read = rest.read(in.array(), in.position(), in.remaining());
      end = read < 0;
      in.position(in.position() + Math.max(0, read)).flip();
    }
  }
}
