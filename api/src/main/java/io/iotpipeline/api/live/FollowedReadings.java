package io.iotpipeline.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.source.EventTail;
import io.iotpipeline.schemas.ValidatedEvent;
import java.util.Set;
import java.util.TreeMap;

/** Passes readings on to the clients that follow them. */
public final class FollowedReadings implements EventTail.Follower {

  private final LiveHub hub;

  public FollowedReadings(LiveHub hub) {
    this.hub = hub;
  }

  @Override
  public Set<String> sensors() {
    return hub.sensors();
  }

  @Override
  public void event(ValidatedEvent event) {
    hub.publish(Stream.READINGS, event.getSensorId(), () -> json(event));
  }

  @Override
  public void resumed() {
    hub.interrupted(Stream.READINGS);
  }

  private static ObjectNode json(ValidatedEvent event) {
    ObjectNode json =
        Json.object()
            .put("sensor_id", event.getSensorId())
            .put("time", Json.time(event.getEventTime()));
    ObjectNode measurements = json.putObject("measurements");
    new TreeMap<>(event.getMeasurements())
        .forEach((metric, value) -> Json.number(measurements, metric, value));
    return json;
  }
}
