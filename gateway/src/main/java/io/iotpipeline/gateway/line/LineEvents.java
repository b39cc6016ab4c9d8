package io.iotpipeline.gateway.line;

import io.iotpipeline.gateway.intake.Batch;
import io.iotpipeline.gateway.intake.EventIds;
import io.iotpipeline.gateway.intake.Unreadable;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Reads events from InfluxDB's line protocol: each line is an event. Thread-safe. */
public final class LineEvents {

  /**
   * Of the line, and of the event that it becomes. So its record of Kafka is below the topic's
   * limit, whatever the line has.
   */
  static final int MAX_LINE_BYTES = 256 * 1024;

  private final SeriesMapping mapping;
  private final Runnable onSkippedText;
  private final LongSupplier clock;

  /**
   * @param onSkippedText called for each field that is left out because it is a text
   * @param clock the time of lines that have none, milliseconds since 1970
   */
  public LineEvents(SeriesMapping mapping, Runnable onSkippedText, LongSupplier clock) {
    this.mapping = mapping;
    this.onSkippedText = onSkippedText;
    this.clock = clock;
  }

  /**
   * @param message UTF-8
   * @throws io.iotpipeline.gateway.intake.BatchTooLargeException if there are too many lines, or
   *     they become too large
   */
  public Batch read(byte[] message, Precision precision) {
    Batch batch = new Batch();
    long now = clock.getAsLong();
    int start = 0;
    while (start < message.length) {
      start =
          isEmpty(message, start)
              ? LineParser.endOfLine(message, start) + 1
              : readLine(message, start, precision, now, batch);
    }
    return batch;
  }

  /** Whether the line is blank, or a comment. */
  private static boolean isEmpty(byte[] message, int start) {
    int i = start;
    while (i < message.length && (message[i] == ' ' || message[i] == '\r' || message[i] == '\t')) {
      i++;
    }
    return i == message.length || message[i] == '\n' || message[i] == '#';
  }

  /** Returns the start of the next line. */
  private int readLine(byte[] message, int start, Precision precision, long now, Batch batch) {
    LineParser line = new LineParser(message, start, mapping);
    int end = LineParser.endOfLine(message, start);
    String problem;
    try {
      checkLength(end - start);
      line.parse();
      for (int i = 0; i < line.texts(); i++) {
        onSkippedText.run();
      }
      checkLength(line.end() - start); // again, as a text may have line breaks
      if (!line.measurements().isEmpty()) { // else it had texts, which are left out
        batch.add(event(line, precision, now));
      }
      return line.end() + 1;
    } catch (LineSyntaxException e) {
      problem = e.getMessage();
    }
    batch.add(Unreadable.of(message, start, end, problem));
    return end + 1;
  }

  private static void checkLength(int bytes) throws LineSyntaxException {
    if (bytes > MAX_LINE_BYTES) {
      throw new LineSyntaxException("more than %d bytes".formatted(MAX_LINE_BYTES));
    }
  }

  private static SensorEvent event(LineParser line, Precision precision, long now)
      throws LineSyntaxException {
    String sensorId = line.sensorId();
    if (sensorId.isBlank()) {
      throw new LineSyntaxException("the tag of the sensor is blank");
    }
    long ms;
    try {
      ms = line.hasTime() ? precision.toMillis(line.time()) : now;
    } catch (ArithmeticException e) {
      throw new LineSyntaxException("the time is out of range");
    }
    String id = EventIds.of(sensorId, ms, line.measurements());
    return new SensorEvent(id, sensorId, Instant.ofEpochMilli(ms), line.measurements());
  }
}
