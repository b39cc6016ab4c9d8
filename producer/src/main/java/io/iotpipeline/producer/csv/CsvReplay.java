package io.iotpipeline.producer.csv;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The readings of a file in its own order, each due as long after the first as its time says. */
final class CsvReplay implements Iterator<OutgoingRecord> {

  private final CsvFile file;
  private final CsvRowReader rows;
  private final RejectedRows rejects;
  private final Rhythm rhythm;
  private CsvRow.Reading upcoming;
  private Instant first;
  private long read;

  /**
   * When readings are sent.
   *
   * @param speed seconds of the file's time a second; 0 is as fast as possible
   * @param origin what the first reading's time becomes; null to keep the file's times
   */
  record Rhythm(double speed, Instant origin) {

    /** As long as a run can wait; some 292 years, so that a far time does not overflow. */
    private static final double MOST = Long.MAX_VALUE;

    long dueNanos(Instant first, Instant time) {
      return speed == 0 ? 0 : (long) Math.min(MOST, millis(first, time) * 1e6 / speed);
    }

    Instant shifted(Instant first, Instant time) {
      return origin == null ? time : origin.plusMillis(millis(first, time));
    }

    private static long millis(Instant first, Instant time) {
      return Duration.between(first, time).toMillis();
    }
  }

  CsvReplay(CsvFile file, CsvRowReader rows, RejectedRows rejects, Rhythm rhythm) {
    this.file = file;
    this.rows = rows;
    this.rejects = rejects;
    this.rhythm = rhythm;
  }

  @Override
  public boolean hasNext() {
    while (upcoming == null) {
      String line = file.readLine();
      if (line == null) {
        return false;
      }
      read++;
      CsvRow row = rows.read(line);
      if (row instanceof CsvRow.Reading reading) {
        upcoming = reading;
      } else if (row instanceof CsvRow.Unreadable unreadable) {
        rejects.add(file.lineNumber(), unreadable.reason(), line);
      }
    }
    return true;
  }

  @Override
  public OutgoingRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CsvRow.Reading reading = upcoming;
    upcoming = null;
    if (first == null) {
      first = reading.time();
    }
    SensorEvent event =
        new SensorEvent(
            reading.eventId(),
            reading.sensorId(),
            rhythm.shifted(first, reading.time()),
            reading.measurements());
    return OutgoingRecord.event(rhythm.dueNanos(first, reading.time()), event);
  }

  /** Rows read so far, without header and blank lines. */
  long rowsRead() {
    return read;
  }
}
