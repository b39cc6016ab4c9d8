package io.iotpipeline.streamsapp.http;

/** Finds the instances that have the state of a sensor. */
public interface SensorLocator {

  /**
   * @throws UnavailableException if it is not known now, for example during a rebalance
   */
  SensorLocation locate(String sensorId);
}
