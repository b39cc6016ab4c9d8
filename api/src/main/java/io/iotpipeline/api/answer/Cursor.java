package io.iotpipeline.api.answer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Where the next page begins, as text that clients only pass on. It names the last item, not a
 * number of items, so a page neither repeats nor skips items when others come or go.
 *
 * @param kind the list that it belongs to
 */
public record Cursor(String kind, List<String> parts) {

  private static final int MAX_LENGTH = 4096;

  public Cursor {
    parts = List.copyOf(parts);
  }

  public static Cursor of(String kind, Object... parts) {
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(part.toString());
    }
    return new Cursor(kind, texts);
  }

  /**
   * @param parts how many it must have
   * @throws ProblemException if it is none of this list
   */
  public static Cursor parse(String text, String kind, int parts) {
    try {
      Cursor cursor = parse(text);
      if (cursor.kind().equals(kind) && cursor.parts().size() == parts) {
        return cursor;
      }
    } catch (IOException | IllegalArgumentException e) {
      // the message below
    }
    throw invalid();
  }

  private static ProblemException invalid() {
    return ProblemException.badRequest(
        "cursor is none of this list; pass on \"next\" of the page before, with the same parameters");
  }

  private static Cursor parse(String text) throws IOException {
    if (text.length() > MAX_LENGTH) {
      throw new IOException("too long");
    }
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String kind = in.readUTF();
      List<String> parts = new ArrayList<>();
      while (in.available() > 0) {
        parts.add(in.readUTF());
      }
      return new Cursor(kind, parts);
    }
  }

  public String part(int index) {
    return parts.get(index);
  }

  /**
   * @throws ProblemException if it is no number
   */
  public long number(int index) {
    try {
      return Long.parseLong(parts.get(index));
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  @Override
  public String toString() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(kind);
      for (String part : parts) {
        out.writeUTF(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a sensor id has at most 512 bytes
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }
}
