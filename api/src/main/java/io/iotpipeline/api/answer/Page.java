package io.iotpipeline.api.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A part of a list.
 *
 * @param next cursor of the next part; null: this is the last one
 * @param more fields beside the items
 */
public record Page(List<ObjectNode> items, String next, ObjectNode more) {

  /** A page ends after about so many bytes of JSON, but has an item. */
  public static final long MAX_BYTES = 4L * 1024 * 1024;

  public Page {
    items = List.copyOf(items);
  }

  public static Page of(List<ObjectNode> items, String next) {
    return new Page(items, next, Json.object());
  }

  public ObjectNode json() {
    ObjectNode json = Json.object();
    json.putArray("items").addAll(items);
    json.put("next", next);
    json.setAll(more);
    return json;
  }
}
