package io.iotpipeline.api.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A part of a list.
 *
 * @param next cursor of the next part; null: this is the last one
 * @param more fields beside the items
 */
public record Page(List<Item> items, String next, ObjectNode more) implements Item {

  /** A page ends after about so many bytes of JSON, but has an item. */
  public static final long MAX_BYTES = 4L * 1024 * 1024;

  public Page {
    items = List.copyOf(items);
  }

  public static Page of(List<ObjectNode> items, String next) {
    return of(items, next, Json.object());
  }

  public static Page of(List<ObjectNode> items, String next, ObjectNode more) {
    return new Page(
        items.stream().<Item>map(item -> json -> json.writeTree(item)).toList(), next, more);
  }

  /** The same part with other fields beside the items. */
  public Page with(ObjectNode others) {
    return new Page(items, next, others);
  }

  /** The items as trees. */
  public List<ObjectNode> trees() {
    return items.stream().map(Json::tree).toList();
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("items");
    for (Item item : items) {
      item.write(json);
    }
    json.writeEndArray();
    json.writeStringField("next", next);
    for (Map.Entry<String, JsonNode> field : more.properties()) {
      json.writeFieldName(field.getKey());
      json.writeTree(field.getValue());
    }
    json.writeEndObject();
  }
}
