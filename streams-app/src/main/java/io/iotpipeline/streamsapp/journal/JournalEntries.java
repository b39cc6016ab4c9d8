package io.iotpipeline.streamsapp.journal;

import io.iotpipeline.streamsapp.register.Description;
import io.iotpipeline.streamsapp.validate.DecodedEvent;

/**
 * Everything that changes the state of a sensor. Times are milliseconds since 1970-01-01T00:00:00Z.
 */
public interface JournalEntries {

  /**
   * The time of {@link #accepted} at which the sensor was seen is not newer than the one before.
   */
  long NOT_SEEN = Long.MIN_VALUE;

  /**
   * An event was accepted.
   *
   * @param withId whether its id is kept, for the duplicate check
   * @param seenAt the wall-clock time at which the sensor was seen, or {@link #NOT_SEEN}
   * @param arrivedAt when the event arrived in Kafka
   */
  void accepted(DecodedEvent event, boolean withId, long seenAt, long arrivedAt);

  /**
   * The hours that start before a time were closed.
   *
   * @param now wall-clock time
   */
  void closed(String sensorId, long before, long now);

  /**
   * All updates of an hour were emitted.
   *
   * @param now wall-clock time
   */
  void emitted(String sensorId, long hourStart, long now);

  /**
   * The sensor was found to be silent.
   *
   * @param now wall-clock time
   */
  void silenced(String sensorId, long now);

  /**
   * The sensor was written to the register.
   *
   * @param now wall-clock time
   */
  void registered(String sensorId, long now);

  /**
   * The description of the sensor was replaced.
   *
   * @param now wall-clock time
   */
  void described(String sensorId, Description description, long now);
}
