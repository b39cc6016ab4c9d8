package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvFile;
import io.iotpipeline.producer.csv.CsvRow;
import io.iotpipeline.producer.csv.CsvRowReader;
import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The events of a CSV file, in the order of its rows. Invalid rows go to {@link RejectedRows} and
 * do not end the iteration.
 */
final class CsvReplay implements Iterator<OutgoingRecord> {

  private final CsvFile file;
  private final CsvRowReader rowReader;
  private final RowEventIds eventIds;
  private final RejectedRows rejectedRows;
  private final ReplaySchedule schedule;
  private OutgoingRecord next;
  private Instant first;
  private long rowsRead;

  CsvReplay(
      CsvFile file,
      CsvRowReader rowReader,
      RowEventIds eventIds,
      RejectedRows rejectedRows,
      ReplaySchedule schedule) {
    this.file = file;
    this.rowReader = rowReader;
    this.eventIds = eventIds;
    this.rejectedRows = rejectedRows;
    this.schedule = schedule;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      String line = file.readLine();
      if (line == null) {
        return false;
      }
      rowsRead++;
      CsvRow row = rowReader.read(line);
      if (row instanceof CsvRow.Reading reading) {
        next = record(line, reading);
      } else if (row instanceof CsvRow.Invalid invalid) {
        rejectedRows.add(file.lineNumber(), invalid.reason(), line);
      }
    }
    return true;
  }

  @Override
  public OutgoingRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    OutgoingRecord record = next;
    next = null;
    return record;
  }

  private OutgoingRecord record(String line, CsvRow.Reading reading) {
    if (first == null) {
      first = reading.time();
    }
    SensorEvent event =
        new SensorEvent(
            eventIds.idOf(line),
            reading.sensorId(),
            schedule.eventTime(first, reading.time()),
            reading.measurements());
    return OutgoingRecord.event(schedule.dueNanos(first, reading.time()), event);
  }

  /** Number of rows read so far, without the header and blank lines. */
  long rowsRead() {
    return rowsRead;
  }
}
