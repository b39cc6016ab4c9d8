package io.iotpipeline.streamsapp.http;

import java.util.Map;
import java.util.Optional;

/** Answers queries from the state of this instance. */
final class LocalResponder {

  private final SensorQueryService queries;

  LocalResponder(SensorQueryService queries) {
    this.queries = queries;
  }

  Reply answer(SensorQuery query, StoreReplica replica) {
    try {
      return body(query, replica)
          .map(body -> found(body, replica))
          .orElseGet(() -> unknown(query, replica));
    } catch (UnavailableException e) {
      return Reply.unavailable(e.getMessage());
    }
  }

  private Optional<Object> body(SensorQuery query, StoreReplica replica) {
    return query instanceof HourlyQuery hourly
        ? queries.hourly(hourly, replica).map(Json::of)
        : queries
            .latest(query.sensorId(), replica)
            .map(latest -> Json.of(latest, replica.standby()));
  }

  private static Reply found(Object body, StoreReplica replica) {
    return Reply.json(200, body, replica.standby() ? Map.of(Reply.STALE, "true") : Map.of());
  }

  /** A standby may lag behind, so it does not know whether the sensor exists. */
  private static Reply unknown(SensorQuery query, StoreReplica replica) {
    return replica.standby()
        ? Reply.unavailable(
            "the active instance cannot be reached, and the standby does not have this sensor")
        : Reply.error(404, "no accepted event of sensor \"" + query.sensorId() + "\"");
  }
}
