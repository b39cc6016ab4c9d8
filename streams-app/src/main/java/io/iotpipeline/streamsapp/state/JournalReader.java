package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/** Reads a piece of the journal; see {@link JournalWriter} for its form. */
final class JournalReader {

  /** Receives the entries of a piece, in their order. */
  interface Entries {

    void accepted(DecodedEvent event, boolean withId, long seenAt);

    void closed(String sensorId, long before, long now);

    void emitted(String sensorId, long hourStart, long now);
  }

  private final ByteInput in;
  private final int count;
  private final long time;
  private final List<String> sensors = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private String[] metrics = {};
  private long lastTime;

  /**
   * @throws SerializationException if the form is not known
   */
  JournalReader(byte[] piece) {
    in = new ByteInput(piece);
    byte version = in.readByte();
    if (version != JournalWriter.VERSION) {
      throw new SerializationException(
          "a stored journal has form "
              + version
              + "; this version of the app reads form "
              + JournalWriter.VERSION);
    }
    count = in.readInt();
    time = in.readVarint();
  }

  /** Number of entries. */
  int count() {
    return count;
  }

  /** Wall-clock time at which the piece was written, ms since 1970-01-01T00:00:00Z. */
  long time() {
    return time;
  }

  /** Passes on all entries; can be called once. */
  void read(Entries entries) {
    try {
      for (int left = count; left > 0; left--) {
        readEntry(entries);
      }
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a stored journal is truncated", e);
    }
  }

  private void readEntry(Entries entries) {
    byte head = in.readByte();
    String sensor = numbered(sensors);
    switch (head & JournalWriter.KIND) {
      case JournalWriter.ACCEPTED -> readAccepted(head, sensor, entries);
      case JournalWriter.CLOSED -> entries.closed(sensor, in.readVarint(), in.readVarint());
      case JournalWriter.EMITTED -> entries.emitted(sensor, in.readVarint(), in.readVarint());
      default -> throw new SerializationException("a stored journal has an unknown entry: " + head);
    }
  }

  private void readAccepted(byte head, String sensor, Entries entries) {
    lastTime += in.readVarint();
    long seenAt = has(head, JournalWriter.SEEN) ? in.readVarint() : Sensor.NEVER;
    boolean withId = has(head, JournalWriter.WITH_ID);
    long idHigh = withId ? in.readLong() : 0;
    long idLow = withId ? in.readLong() : 0;
    if (!has(head, JournalWriter.SAME_METRICS)) {
      metrics = new String[in.readInt()];
      for (int i = 0; i < metrics.length; i++) {
        metrics[i] = numbered(names);
      }
    }
    double[] values = new double[metrics.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    entries.accepted(
        DecodedEvent.of(sensor, idHigh, idLow, lastTime, metrics, values), withId, seenAt);
  }

  /** A text that is written where it occurs for the first time, and as its number later. */
  private String numbered(List<String> texts) {
    int number = in.readInt();
    if (number > 0) {
      return texts.get(number - 1);
    }
    String text = in.readText();
    texts.add(text);
    return text;
  }

  private static boolean has(byte head, int flag) {
    return (head & flag) != 0;
  }
}
