package io.iotpipeline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.iotpipeline.api.answer.Item;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Page;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** In which form a list is given. */
enum Format {
  JSON(Answer.JSON) {
    @Override
    byte[] write(Page page) {
      return Json.bytes(page);
    }
  },

  CSV("text/csv") {
    @Override
    byte[] write(Page page) {
      return Csv.of(page.trees()).getBytes(UTF_8);
    }
  },

  NDJSON("application/x-ndjson") {
    @Override
    byte[] write(Page page) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      for (Item item : page.items()) {
        lines.writeBytes(Json.bytes(item));
        lines.write('\n');
      }
      return lines.toByteArray();
    }
  };

  private static final String NEXT = "Next-Cursor";

  private final String type;

  Format(String type) {
    this.type = type;
  }

  abstract byte[] write(Page page);

  /**
   * @param accept the header; null: none
   */
  static Format accepted(String accept) {
    if (accept == null) {
      return JSON;
    }
    String types = accept.toLowerCase(Locale.ROOT);
    for (Format each : values()) {
      if (each != JSON && types.contains(each.type)) {
        return each;
      }
    }
    return JSON;
  }

  Answer answer(Page page) {
    Answer answer = Answer.json(200, write(page));
    if (this == JSON) {
      return answer;
    }
    Answer other =
        new Answer(200, type + "; charset=utf-8", answer.body(), answer.headers())
            .with("Content-Disposition", "attachment");
    return page.next() == null ? other : other.with(NEXT, page.next());
  }
}
