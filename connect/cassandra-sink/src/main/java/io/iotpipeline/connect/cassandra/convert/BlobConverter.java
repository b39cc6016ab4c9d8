package io.iotpipeline.connect.cassandra.convert;

import io.iotpipeline.connect.cassandra.config.TextFormats.BinaryEncoding;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Converts bytes, and text that encodes bytes, to blobs. */
final class BlobConverter {

  private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");
  private static final String PREFIX = "0x";

  private BlobConverter() {}

  static Object toBytes(Object value, BinaryEncoding encoding) {
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof ByteBuffer) {
      return value;
    }
    if (value instanceof String text) {
      return ByteBuffer.wrap(
          switch (encoding) {
            case HEX -> hex(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
            case BASE64 -> base64(text);
            case AUTO -> hexOrBase64(text);
          });
    }
    throw CqlConverter.mismatch(value, "bytes, or text that encodes bytes");
  }

  private static byte[] hexOrBase64(String text) {
    if (text.startsWith(PREFIX)) {
      return hex(text.substring(PREFIX.length()));
    }
    if (HEX.matcher(text).matches()) {
      throw CqlConverter.mismatch(
          text,
          "certainly hexadecimal or Base64. Begin it with 0x, or set codec.binary=HEX or BASE64");
    }
    return base64(text);
  }

  private static byte[] hex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      throw CqlConverter.mismatch(digits, "an even number of hexadecimal digits");
    }
  }

  private static byte[] base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder drops bits that belong to no byte, and needs no padding.
      String canonical = Base64.getEncoder().encodeToString(bytes);
      if (canonical.startsWith(text) && isPadding(canonical.substring(text.length()))) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw CqlConverter.mismatch(text, "Base64 text, or hexadecimal text that begins with 0x");
    }
    throw CqlConverter.mismatch(text, "Base64 text, or hexadecimal text that begins with 0x");
  }

  private static boolean isPadding(String rest) {
    return rest.chars().allMatch(c -> c == '=');
  }
}
