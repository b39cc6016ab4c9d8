package io.iotpipeline.api.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.iotpipeline.api.answer.Json;
import io.iotpipeline.api.answer.Parameters;
import io.iotpipeline.api.answer.ProblemException;
import io.iotpipeline.api.metrics.ApiMetrics;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Passes events on to the clients that follow them. Thread-safe; waits for no client. */
public final class LiveHub {

  public static final Set<String> PARAMETERS = Set.of("stream", "sensor");

  private final int maxClients;
  private final ApiMetrics metrics;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();

  public LiveHub(int maxClients, ApiMetrics metrics) {
    this.maxClients = maxClients;
    this.metrics = metrics;
    metrics.gauge("live.clients", "Clients that follow live events.", clients::size);
  }

  /**
   * Checks a subscription before its answer begins.
   *
   * @throws ProblemException if it is invalid, or there are too many clients
   */
  public void check(Parameters parameters) {
    var unused = Subscription.of(parameters);
    if (clients.size() >= maxClients) {
      throw ProblemException.unavailable("too many clients follow live events; ask again later");
    }
  }

  public LiveClient open(Parameters parameters, Sink sink) {
    LiveClient client = new LiveClient(Subscription.of(parameters), sink, metrics);
    clients.add(client);
    return client;
  }

  public void close(LiveClient client) {
    clients.remove(client);
  }

  /**
   * @param sensorId null: it is of no sensor
   * @param data made only if somebody follows
   */
  public void publish(Stream stream, String sensorId, Supplier<ObjectNode> data) {
    String event = null;
    for (LiveClient client : clients) {
      if (client.subscription().takes(stream, sensorId)) {
        if (event == null) {
          event = LiveClient.event(stream.event(), Json.text(data.get()));
        }
        client.offer(event);
      }
    }
  }

  /** Says to those who follow a stream that events of it may be missing. */
  void interrupted(Stream stream) {
    for (LiveClient client : clients) {
      if (client.subscription().streams().contains(stream)) {
        client.interrupted();
      }
    }
  }

  /** Sensors whose readings are followed. */
  Set<String> sensors() {
    Set<String> sensors = new HashSet<>();
    for (LiveClient client : clients) {
      if (client.subscription().streams().contains(Stream.READINGS)) {
        sensors.addAll(client.subscription().sensors());
      }
    }
    return sensors;
  }
}
