package io.iotpipeline.streamsapp.http;

import io.iotpipeline.schemas.HourlyAggregate;
import java.util.List;
import java.util.Optional;

/**
 * Executes queries on the state of this instance; thread-safe.
 *
 * <p>The result is empty if the replica does not have the sensor. All methods throw {@link
 * UnavailableException} if this instance does not have the replica, or cannot read it now.
 */
public interface SensorQueryService {

  /** Returns the newest reading of each metric, ordered by metric. */
  Optional<LatestReadings> latest(String sensorId, StoreReplica replica);

  /** Returns the stored hours that match the query, ordered by time. */
  Optional<List<HourlyAggregate>> hourly(HourlyQuery query, StoreReplica replica);
}
