package io.iotpipeline.api.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Decodes percent-encoded UTF-8, and nothing else. */
public final class PercentDecoder {

  private PercentDecoder() {}

  /**
   * @throws ProblemException if it is not percent-encoded UTF-8
   */
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
        i++;
        continue;
      }
      boolean isWhole = i + 2 < text.length();
      int high = isWhole ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = isWhole ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        throw invalid();
      }
      bytes.write(high * 16 + low);
      i += 3;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw invalid();
    }
  }

  private static ProblemException invalid() {
    return ProblemException.badRequest("the path or the query is not percent-encoded UTF-8");
  }
}
