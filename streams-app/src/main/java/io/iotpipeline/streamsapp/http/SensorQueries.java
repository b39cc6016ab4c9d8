package io.iotpipeline.streamsapp.http;

import io.iotpipeline.schemas.HourlyAggregate;
import java.util.List;
import java.util.Optional;

/**
 * Reads this instance's state; called by many threads at once.
 *
 * <p>Empty means that the sensor is unknown to that copy. Every method throws {@link
 * UnavailableException} when this instance does not have that copy, or cannot read it now.
 */
public interface SensorQueries {

  /** The newest reading of each metric, by the name of the metric. */
  Optional<LatestReadings> latest(String sensorId, StoreReplica copy);

  /** The hours that the state holds and the query asks for, by time. */
  Optional<List<HourlyAggregate>> hourly(HourlyQuery query, StoreReplica copy);
}
