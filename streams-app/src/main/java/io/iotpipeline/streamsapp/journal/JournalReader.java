package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.validate.DecodedEvent;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;

/** Reads a piece of the journal; see {@link JournalWriter} for its form. */
final class JournalReader {

  private final ByteInput in;
  private final Predicate<String> wanted;
  private final boolean hasArrivals;
  private final int count;
  private final long time;

  /** Null for a sensor whose entries are not passed on. */
  private final List<String> sensors = new ArrayList<>();

  private final List<String> names = new ArrayList<>();
  private String[] metrics = {};
  private long lastTime;
  private long lastArrivedAt;

  /**
   * @param wanted the sensors whose entries are passed on
   * @throws SerializationException if the form is not known
   */
  JournalReader(byte[] piece, Predicate<String> wanted) {
    this.in = new ByteInput(piece);
    this.wanted = wanted;
    byte version = in.readByte();
    if (version != JournalWriter.VERSION && version != JournalWriter.VERSION_1) {
      throw new SerializationException(
          "a stored journal has form "
              + version
              + "; this version of the app reads forms up to "
              + JournalWriter.VERSION);
    }
    hasArrivals = version != JournalWriter.VERSION_1;
    count = in.readInt();
    time = in.readVarint();
  }

  /** Wall-clock time at which the piece was written, ms since 1970-01-01T00:00:00Z. */
  long time() {
    return time;
  }

  /**
   * Passes on the entries; can be called once.
   *
   * @param afterEach is called after each entry, also after one that is not passed on
   */
  void read(JournalEntries entries, Runnable afterEach) {
    try {
      for (int left = count; left > 0; left--) {
        readEntry(entries);
        afterEach.run();
      }
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a stored journal is truncated", e);
    }
  }

  private void readEntry(JournalEntries entries) {
    byte head = in.readByte();
    String sensor = sensor();
    int kind = head & JournalWriter.KIND;
    switch (kind) {
      case JournalWriter.ACCEPTED -> readAccepted(head, sensor, entries);
      case JournalWriter.CLOSED, JournalWriter.EMITTED -> {
        long hour = in.readVarint();
        long now = in.readVarint();
        if (sensor != null && kind == JournalWriter.CLOSED) {
          entries.closed(sensor, hour, now);
        } else if (sensor != null) {
          entries.emitted(sensor, hour, now);
        }
      }
      default -> readOther(head, sensor, entries);
    }
  }

  private void readOther(byte head, String sensor, JournalEntries entries) {
    long now = in.readVarint();
    switch (head) {
      case JournalWriter.SILENCED -> pass(sensor, id -> entries.silenced(id, now));
      case JournalWriter.REGISTERED -> pass(sensor, id -> entries.registered(id, now));
      case JournalWriter.DESCRIBED -> {
        Description description = Description.read(in);
        pass(sensor, id -> entries.described(id, description, now));
      }
      default -> throw new SerializationException("a stored journal has an unknown entry: " + head);
    }
  }

  private static void pass(String sensor, Consumer<String> entry) {
    if (sensor != null) {
      entry.accept(sensor);
    }
  }

  private void readAccepted(byte head, String sensor, JournalEntries entries) {
    lastTime += in.readVarint();
    lastArrivedAt = hasArrivals ? lastArrivedAt + in.readVarint() : time;
    long seenAt = has(head, JournalWriter.SEEN) ? in.readVarint() : JournalEntries.NOT_SEEN;
    boolean withId = has(head, JournalWriter.WITH_ID);
    long idHigh = withId ? in.readLong() : 0;
    long idLow = withId ? in.readLong() : 0;
    if (!has(head, JournalWriter.SAME_METRICS)) {
      metrics = new String[in.readInt()];
      for (int i = 0; i < metrics.length; i++) {
        metrics[i] = metric();
      }
    }
    if (sensor == null) {
      in.skip(metrics.length * Double.BYTES);
      return;
    }
    double[] values = new double[metrics.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    entries.accepted(
        DecodedEvent.of(sensor, idHigh, idLow, lastTime, metrics, values),
        withId,
        seenAt,
        lastArrivedAt);
  }

  /** Both are written where they occur for the first time, and as their number later. */
  private String sensor() {
    int number = in.readInt();
    if (number == 0) {
      String id = in.readText();
      sensors.add(wanted.test(id) ? id : null);
      number = sensors.size();
    }
    return sensors.get(number - 1);
  }

  private String metric() {
    int number = in.readInt();
    if (number == 0) {
      names.add(in.readText());
      number = names.size();
    }
    return names.get(number - 1);
  }

  private static boolean has(byte head, int flag) {
    return (head & flag) != 0;
  }
}
