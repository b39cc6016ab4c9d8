package io.iotpipeline.streamsapp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Percent-encoding of UTF-8 (RFC 3986), without {@code URLDecoder}'s leniency and plus signs. */
final class Percent {

  private Percent() {}

  /**
   * @throws BadRequestException when the bytes are no UTF-8, or a percent sign stands alone
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
      // A new decoder reports what String's constructor would replace.
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("not UTF-8 in percent-encoding: " + raw);
    }
  }

  private static int octet(String raw, int at) {
    try {
      return HexFormat.fromHexDigits(raw, at + 1, at + 3);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadRequestException("% without two hexadecimal digits behind it: " + raw);
    }
  }
}
