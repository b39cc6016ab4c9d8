package io.iotpipeline.producer.simulate;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The events of a fleet, in the order of their index, some of them spoiled on purpose. */
final class Simulation implements Iterator<OutgoingRecord> {

  private final Fleet fleet;
  private final Timeline timeline;
  private final BadEvents badEvents;
  private final long events;
  private long index;

  /**
   * @param events how many to make, the spoiled ones included
   */
  Simulation(Fleet fleet, Timeline timeline, BadEvents badEvents, long events) {
    this.fleet = fleet;
    this.timeline = timeline;
    this.badEvents = badEvents;
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
    OutgoingRecord outgoing = badEvents.pass(event, timeline.dueNanos(index));
    index++;
    return outgoing;
  }
}
