package io.iotpipeline.producer.replay;

import io.iotpipeline.producer.csv.CsvRow;
import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.Iterator;

/** Readings as events to send, each when the schedule has it. */
final class ScheduledEvents implements Iterator<OutgoingRecord> {

  private final Iterator<CsvRow.Reading> readings;
  private final RowEventIds eventIds;
  private final ReplaySchedule schedule;
  private final FutureReadings future;
  private Instant first;

  ScheduledEvents(
      Iterator<CsvRow.Reading> readings,
      RowEventIds eventIds,
      ReplaySchedule schedule,
      FutureReadings future) {
    this.readings = readings;
    this.eventIds = eventIds;
    this.schedule = schedule;
    this.future = future;
  }

  @Override
  public boolean hasNext() {
    return readings.hasNext();
  }

  @Override
  public OutgoingRecord next() {
    CsvRow.Reading reading = readings.next();
    if (first == null) {
      first = reading.time();
    }
    Instant eventTime = schedule.eventTime(first, reading.time());
    future.add(eventTime);
    SensorEvent event =
        new SensorEvent(
            eventIds.idOf(reading.text()), reading.sensorId(), eventTime, reading.measurements());
    return OutgoingRecord.event(schedule.dueNanos(first, reading.time()), event);
  }
}
