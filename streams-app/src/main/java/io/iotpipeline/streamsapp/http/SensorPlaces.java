package io.iotpipeline.streamsapp.http;

/** Knows which instances hold which sensor. */
public interface SensorPlaces {

  /**
   * @throws UnavailableException while it is not known, as when partitions are moving
   */
  SensorPlace of(String sensorId);
}
