package io.iotpipeline.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.schemas.SensorEvent;
import io.iotpipeline.schemas.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads events from JSON, in one pass: an object, an array of objects, or objects one after the
 * other (NDJSON).
 *
 * <p>An object that is JSON, but not an event, is one unreadable piece, and reading goes on after
 * it. Where the text is not JSON, an array is unreadable from that element to the end of the
 * message; outside of an array reading goes on at the next line that begins with a brace.
 */
public final class JsonEvents {

  /** Its record of Kafka is below the topic's limit, whatever the object has. */
  static final int MAX_EVENT_BYTES = 256 * 1024;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(32).maxNumberLength(64).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // they are the choice of strangers
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER) // with the same results
          .build();

  private final byte[] message;
  private final String fixedSensorId;
  private final Batch batch = new Batch();
  private JsonParser parser;

  /** Where the parser has begun; its own offsets count from there. */
  private int parserStart;

  /** Where the element begins that is read now, or the rest after the last one. */
  private int elementStart;

  private boolean inArray;

  private JsonEvents(byte[] message, String fixedSensorId) {
    this.message = message;
    this.fixedSensorId = fixedSensorId;
  }

  /**
   * @param message UTF-8
   * @param sensorId the sensor of all events, which then may leave out {@code sensor_id} and may
   *     not have another one; null if each event names its own
   * @throws io.iotpipeline.gateway.intake.BatchTooLargeException if there are too many events
   */
  public static Batch read(byte[] message, String sensorId) {
    return new JsonEvents(message, sensorId).read();
  }

  private Batch read() {
    if (isOtherEncoding()) {
      batch.add(Unreadable.of(message, 0, message.length, "not UTF-8"));
      return batch;
    }
    int next = hasByteOrderMark() ? 3 : 0;
    while (next < message.length) {
      next = readFrom(next);
    }
    return batch;
  }

  /** Jackson would recognize it, but count characters where bytes are needed. */
  private boolean isOtherEncoding() {
    return message.length >= 2
        && (message[0] == 0 || message[1] == 0 || (message[0] & 0xFE) == 0xFE);
  }

  private boolean hasByteOrderMark() {
    return message.length >= 3
        && message[0] == (byte) 0xEF
        && message[1] == (byte) 0xBB
        && message[2] == (byte) 0xBF;
  }

  /**
   * @return where to go on: the end, unless something is not JSON
   */
  private int readFrom(int start) {
    parserStart = start;
    elementStart = start;
    inArray = false;
    try (JsonParser opened = FACTORY.createParser(message, start, message.length - start)) {
      parser = opened;
      readValues();
      return message.length;
    } catch (JsonProcessingException e) {
      int end = inArray ? message.length : nextObject(elementStart + 1);
      batch.add(Unreadable.of(message, elementStart, end, "not JSON: " + problemOf(e)));
      return end;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of an array in memory
    }
  }

  private void readValues() throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      if (token == JsonToken.START_ARRAY && !inArray) {
        inArray = true;
        elementStart = position();
      } else if (token == JsonToken.END_ARRAY && inArray) {
        inArray = false;
        elementStart = position();
      } else {
        readElement(token);
        elementStart = position();
      }
    }
  }

  private void readElement(JsonToken token) throws IOException {
    elementStart = parserStart + (int) parser.currentTokenLocation().getByteOffset();
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      parser.finishToken(); // Jackson reads the rest of a string only when it is asked for
      addUnreadable("expected an object, found " + EventFields.describe(token));
      return;
    }
    EventFields fields = new EventFields(parser, fixedSensorId);
    fields.read();
    if (position() - elementStart > MAX_EVENT_BYTES) {
      addUnreadable("more than %d bytes".formatted(MAX_EVENT_BYTES));
      return;
    }
    SensorEvent event = fields.event();
    if (event == null) {
      addUnreadable(fields.problem());
    } else {
      batch.add(event);
    }
  }

  private void addUnreadable(String reason) {
    batch.add(Unreadable.of(message, elementStart, position(), reason));
  }

  /** The end of what was read. */
  private int position() {
    return parserStart + (int) parser.currentLocation().getByteOffset();
  }

  /** The next line that begins with a brace; the end if there is none. */
  private int nextObject(int from) {
    for (int i = from; i < message.length; i++) {
      if (message[i] == '{' && message[i - 1] == '\n') {
        return i;
      }
    }
    return message.length;
  }

  private static String problemOf(JsonProcessingException e) {
    String problem = VisibleText.of(e.getOriginalMessage());
    String shown = problem.length() <= 200 ? problem : problem.substring(0, 200) + "…";
    return e instanceof JsonParseException && e.getLocation() != null
        ? shown + ", at byte " + e.getLocation().getByteOffset()
        : shown;
  }
}
