package io.iotpipeline.admin.quarantine;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Formats bytes like {@code hexdump -C}: offset, 16 bytes in hexadecimal, and their ASCII text. */
final class HexDump {

  private static final int WIDTH = 16;
  private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /**
   * @param limit maximum number of bytes to show
   */
  static List<String> lines(byte[] bytes, int limit) {
    int shown = Math.min(bytes.length, limit);
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < shown; from += WIDTH) {
      int to = Math.min(shown, from + WIDTH);
      StringBuilder ascii = new StringBuilder(WIDTH);
      for (int i = from; i < to; i++) {
        ascii.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
      }
      lines.add("%08x  %-47s  |%s|".formatted(from, SPACED.formatHex(bytes, from, to), ascii));
    }
    return lines;
  }
}
