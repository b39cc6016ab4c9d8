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
