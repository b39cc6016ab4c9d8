package io.iotpipeline.api.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.schemas.SensorAlert;

/** An alert as the API shows it. */
public final class AlertJson {

  private AlertJson() {}

  /**
   * @param unit of the metric; empty if it is not known
   */
  public static ObjectNode of(SensorAlert alert, String unit) {
    ObjectNode json =
        Json.object()
            .put("sensor_id", alert.getSensorId())
            .put("time", Json.time(alert.getEventTime()))
            .put("event_id", alert.getEventId())
            .put("metric", alert.getMetric())
            .put("unit", alert.getMetric().isEmpty() ? "s" : unit)
            .put("kind", alert.getKind())
            .put("severity", alert.getSeverity());
    Json.number(json, "observed", alert.getObserved());
    Json.number(json, "expected", alert.getExpected());
    Json.number(json, "score", alert.getScore());
    return json.put("detail", alert.getDetail());
  }
}
