package io.iotpipeline.producer.simulate;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The events of a fleet, a share of them made invalid on purpose. */
final class Simulation implements Iterator<OutgoingRecord> {

  private final Fleet fleet;
  private final Timeline timeline;
  private final FaultInjector faults;
  private final long events;
  private long index;

  /**
   * @param events number of events, invalid ones included
   */
  Simulation(Fleet fleet, Timeline timeline, FaultInjector faults, long events) {
    this.fleet = fleet;
    this.timeline = timeline;
    this.faults = faults;
    this.events = events;
  }

  @Override
  public boolean hasNext() {
    return index < events;
  }

  @Override
  public OutgoingRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    SensorEvent event = fleet.sensor(index).read(index, timeline.eventTime(index));
    OutgoingRecord record = faults.apply(event, timeline.dueNanos(index));
    index++;
    return record;
  }
}
