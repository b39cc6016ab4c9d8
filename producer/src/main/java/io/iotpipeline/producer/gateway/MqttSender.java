package io.iotpipeline.producer.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.producer.send.RecordSender;
import io.iotpipeline.producer.send.SendCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Sends events to the gateway over MQTT 5 with quality of service 1; PUBACK is the acknowledgement.
 * The sensors are shared among connections, each of which keeps their order. After an interruption
 * the client connects again and sends again what has no PUBACK, in its order. What the gateway
 * refuses because it is busy is sent again later, after others.
 */
public final class MqttSender implements RecordSender {

  /** A gateway works on a few dozen messages of a connection at a time. */
  private static final int CONNECTIONS = 8;

  private static final int MAX_IN_FLIGHT = 1_000;
  private static final long BUSY_PAUSE_MS = 500;
  private static final long POLL_MS = 100;
  private static final long FLUSH_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final List<Mqtt5AsyncClient> clients;
  private final SendCounts counts;
  private final Outage outage;
  private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
  private final Set<GatewayRecord> inFlight = ConcurrentHashMap.newKeySet();
  private final Executor later =
      CompletableFuture.delayedExecutor(BUSY_PAUSE_MS, TimeUnit.MILLISECONDS);
  private volatile boolean aborted;

  private MqttSender(List<Mqtt5AsyncClient> clients, Consumer<String> messages, Outage outage) {
    this.clients = clients;
    this.counts = new SendCounts(messages);
    this.outage = outage;
  }

  /**
   * @param messages receives a message for each record that is not sent, and of outages
   * @throws org.apache.kafka.common.config.ConfigException if a setting is invalid
   * @throws io.iotpipeline.producer.send.StartupException if the gateway does not answer, or
   *     refuses the login
   */
  public static MqttSender open(GatewayEndpoint endpoint, Consumer<String> messages) {
    Outage outage = new Outage(messages);
    List<Mqtt5AsyncClient> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(MqttConnection.open(endpoint, outage).client());
    }
    return new MqttSender(List.copyOf(clients), messages, outage);
  }

  @Override
  public void send(OutgoingRecord outgoing) {
    GatewayRecord next = GatewayRecord.of(outgoing, false);
    counts.sent(next.expected());
    if (!next.sensorId().chars().allMatch(MqttSender::isAllowedInTopic)) {
      fail(next, "no MQTT topic can have this sensor id (/, +, #); --via http can send it");
    } else if (awaitPermit()) {
      inFlight.add(next);
      publish(next);
    } else {
      fail(next, "aborted");
    }
  }

  private static boolean isAllowedInTopic(int character) {
    return character != '/' && character != '+' && character != '#' && character != 0;
  }

  private boolean awaitPermit() {
    try {
      while (!aborted) {
        if (permits.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void publish(GatewayRecord outgoing) {
    if (aborted) {
      settle(outgoing, "aborted");
      return;
    }
    int connection = Math.floorMod(outgoing.sensorId().hashCode(), CONNECTIONS);
    try {
      var unused =
          clients
              .get(connection)
              .publishWith()
              .topic("v1/" + outgoing.sensorId() + "/events")
              .qos(MqttQos.AT_LEAST_ONCE)
              .payload(outgoing.json())
              .send()
              .whenComplete((result, problem) -> completed(outgoing, problem));
    } catch (RuntimeException e) { // an id that UTF-8 or MQTT forbids
      settle(outgoing, e);
    }
  }

  private void completed(GatewayRecord outgoing, Throwable problem) {
    Throwable cause =
        problem instanceof CompletionException && problem.getCause() != null
            ? problem.getCause()
            : problem;
    if (cause == null) {
      outage.succeeded();
      settle(outgoing, null);
    } else if (cause instanceof Mqtt5PubAckException refused) {
      refused(outgoing, refused.getMqttMessage().getReasonCode());
    } else if (cause instanceof MqttEncodeException) {
      settle(outgoing, cause);
    } else { // the connection; the client has not sent it again by itself
      again(outgoing, cause);
    }
  }

  private void refused(GatewayRecord outgoing, Mqtt5PubAckReasonCode reason) {
    switch (reason) {
      case PAYLOAD_FORMAT_INVALID ->
          settle(
              outgoing,
              outgoing.isUnreadable() ? null : "the gateway cannot read it; see the quarantine");
      case QUOTA_EXCEEDED, IMPLEMENTATION_SPECIFIC_ERROR, UNSPECIFIED_ERROR ->
          again(outgoing, "PUBACK " + reason);
      default -> settle(outgoing, "PUBACK " + reason);
    }
  }

  private void again(GatewayRecord outgoing, Object cause) {
    outage.attemptFailed(cause);
    later.execute(() -> publish(outgoing));
  }

  /**
   * @param failure null if it is acknowledged
   */
  private void settle(GatewayRecord outgoing, Object failure) {
    if (!inFlight.remove(outgoing)) {
      return; // aborted before
    }
    if (failure == null) {
      counts.acknowledged();
    } else {
      fail(outgoing, failure);
    }
    permits.release();
  }

  private void fail(GatewayRecord outgoing, Object cause) {
    counts.failed(outgoing.sensorId(), outgoing.eventId(), cause);
  }

  @Override
  public void flush() {
    while (!counts.isSettled()) {
      LockSupport.parkNanos(FLUSH_POLL_NANOS);
    }
  }

  @Override
  public void abort() {
    aborted = true;
    for (GatewayRecord each : inFlight) {
      settle(each, "aborted");
    }
    close();
  }

  @Override
  public void close() {
    aborted = true;
    for (Mqtt5AsyncClient client : clients) {
      var unused = client.disconnect();
    }
  }

  @Override
  public SendCounts counts() {
    return counts;
  }
}
