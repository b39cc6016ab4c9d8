package io.iotpipeline.streamsapp.http;

/** Knows which instances hold which sensor. */
public interface SensorLocator {

  /**
   * @throws UnavailableException while it is not known, as when partitions are moving
   */
  KeyLocation of(String sensorId);
}
