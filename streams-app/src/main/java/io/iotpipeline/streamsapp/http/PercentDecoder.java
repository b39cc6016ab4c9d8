package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Decodes percent-encoded UTF-8 (RFC 3986); stricter than {@code URLDecoder}, keeps plus signs. */
final class PercentDecoder {

  private PercentDecoder() {}

  /**
   * @throws BadRequestException if the bytes are not UTF-8, or a percent sign has no two digits
   */
  static String decode(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    int i = 0;
    while (i < raw.length()) {
      if (raw.charAt(i) == '%') {
        bytes.write(octet(raw, i));
        i += 3;
      } else {
        int character = raw.codePointAt(i);
        bytes.writeBytes(Character.toString(character).getBytes(UTF_8));
        i += Character.charCount(character);
      }
    }
    try {
      // A new decoder throws where the constructor of String would insert a replacement character.
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("expected percent-encoded UTF-8, found " + raw);
    }
  }

  private static int octet(String raw, int at) {
    try {
      return HexFormat.fromHexDigits(raw, at + 1, at + 3);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadRequestException("expected two hexadecimal digits after %, found " + raw);
    }
  }
}
