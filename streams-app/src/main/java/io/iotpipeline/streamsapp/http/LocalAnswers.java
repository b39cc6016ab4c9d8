package io.iotpipeline.streamsapp.http;

import java.util.Map;
import java.util.Optional;

/** Answers from the state of this instance. */
final class LocalAnswers {

  private final SensorQueries reads;

  LocalAnswers(SensorQueries reads) {
    this.reads = reads;
  }

  Reply answer(SensorQuery query, StoreReplica copy) {
    try {
      return body(query, copy).map(body -> found(body, copy)).orElseGet(() -> unknown(query, copy));
    } catch (UnavailableException e) {
      return Reply.unavailable(e.getMessage());
    }
  }

  private Optional<Object> body(SensorQuery query, StoreReplica copy) {
    return query instanceof HourlyQuery hourly
        ? reads.hourly(hourly, copy).map(Json::of)
        : reads.latest(query.sensorId(), copy).map(latest -> Json.of(latest, copy.stale()));
  }

  private static Reply found(Object body, StoreReplica copy) {
    return Reply.json(200, body, copy.stale() ? Map.of(Reply.STALE, "true") : Map.of());
  }

  /** A standby that lags behind may not have heard yet of a sensor that exists. */
  private static Reply unknown(SensorQuery query, StoreReplica copy) {
    return copy.stale()
        ? Reply.unavailable("the active instance cannot be reached, and a standby knows no such id")
        : Reply.error(404, "no valid event of \"" + query.sensorId() + "\" has been processed");
  }
}
