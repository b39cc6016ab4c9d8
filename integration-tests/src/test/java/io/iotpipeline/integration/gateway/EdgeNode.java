package io.iotpipeline.integration.gateway;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * An edge node of Sparkplug B. When it connects again, it does not send its births by itself, as if
 * a broker stood between it and the gateway: the gateway has to ask for them.
 */
final class EdgeNode implements FleetSender {

  /** Readings of a message. */
  private static final int BATCH = 25;

  private static final int TIMEOUT_MS = 45_000;
  private static final int SEQUENCE_NUMBERS = 256;

  private final GatewayAddress gateway;
  private final String group;
  private final String node;
  private final int qos;

  /** Differs between nodes, so that the same readings of two nodes are other bytes. */
  private final long alias;

  private final AtomicBoolean birthsDue = new AtomicBoolean(true);
  private final AtomicInteger rebirths = new AtomicInteger();
  private final Set<String> born = new HashSet<>();
  private MqttAsyncClient client;
  private int connections;
  private int sequence;

  /**
   * @param qos of births and data: 0 as the specification demands, and then what is lost is not
   *     sent again; or 1
   */
  EdgeNode(GatewayAddress gateway, String group, String node, int qos) {
    this.gateway = gateway;
    this.group = group;
    this.node = node;
    this.qos = qos;
    this.alias = node.hashCode() & 0xFFFF;
  }

  @Override
  public String name() {
    return "Sparkplug, QoS " + qos;
  }

  /** Readings of this node. */
  Fleet fleet(int size) {
    return new Fleet(group + "/" + node + "/oven-", "temperature", size, 2500);
  }

  /** How often the gateway has asked for births. */
  int rebirths() {
    return rebirths.get();
  }

  /** How often the node has connected. */
  int connections() {
    return connections;
  }

  @Override
  public void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception {
    for (int begin = 0; begin < fleet.size(); begin += BATCH) {
      int end = fleet.end(begin, BATCH);
      pace.await(begin, fleet.size());
      while (!sent(fleet, begin, end, ledger)) {
        pace.pause();
      }
    }
    client.disconnect().waitForCompletion(TIMEOUT_MS);
    client.close();
    client = null;
  }

  /** Whether it is done with these readings. */
  private boolean sent(Fleet fleet, int begin, int end, Ledger ledger) throws MqttException {
    String sensor = fleet.sensor(begin);
    String device = sensor.substring(sensor.lastIndexOf('/') + 1);
    try {
      connect();
      if (birthsDue.getAndSet(false)) {
        born.clear();
        sequence = 0;
        publish("NBIRTH", "", SparkplugPayloads.nodeBirth(connections));
      }
      if (!born.contains(device)) {
        publish(
            "DBIRTH",
            "/" + device,
            SparkplugPayloads.deviceBirth(nextSequence(), fleet.metric(), alias));
        born.add(device);
      }
      byte[] data = SparkplugPayloads.data(nextSequence(), fleet, alias, begin, end);
      ledger.sent(data, begin, end);
      publish("DDATA", "/" + device, data);
      if (qos > 0) {
        ledger.acknowledged(begin, end);
      }
      return true;
    } catch (MqttException e) {
      ledger.retried("failed: " + e.getReasonCode());
      disconnect();
      return false;
    }
  }

  private int nextSequence() {
    sequence = (sequence + 1) % SEQUENCE_NUMBERS;
    return sequence;
  }

  private void publish(String type, String device, byte[] payload) throws MqttException {
    client.publish(topic(type) + device, payload, qos, false).waitForCompletion(TIMEOUT_MS);
  }

  private String topic(String type) {
    return "spBv1.0/" + group + "/" + type + "/" + node;
  }

  private void connect() throws MqttException {
    if (client != null && client.isConnected()) {
      return;
    }
    disconnect();
    client = new MqttAsyncClient(gateway.paho(), node, new MemoryPersistence());
    MqttConnectOptions options = new MqttConnectOptions();
    options.setWill(topic("NDEATH"), SparkplugPayloads.nodeDeath(connections + 1L), 1, false);
    client.connect(options).waitForCompletion(TIMEOUT_MS);
    connections++;
    client
        .subscribe(
            topic("NCMD") + "/#",
            1,
            (topic, message) -> {
              rebirths.incrementAndGet();
              birthsDue.set(true);
            })
        .waitForCompletion(TIMEOUT_MS);
  }

  private void disconnect() throws MqttException {
    if (client != null) {
      try {
        client.disconnectForcibly(0, 0, false);
      } catch (MqttException e) {
        // It was not connected.
      }
      client.close(true);
      client = null;
    }
  }
}
