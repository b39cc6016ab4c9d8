package io.iotpipeline.integration.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.DisconnectedBufferOptions;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MqttDefaultFilePersistence;

/**
 * A program with Eclipse Paho and quality of service 1. The client keeps messages on disk, connects
 * again by itself, and then sends again what was not acknowledged. The program only does what Paho
 * does not: it publishes again what is not acknowledged after a long time.
 */
final class PahoSender implements FleetSender {

  private static final int WINDOW = 100;
  private static final long PATIENCE_MS = 90_000;

  private final GatewayAddress gateway;
  private final Path folder;

  /**
   * @param folder for the messages
   */
  PahoSender(GatewayAddress gateway, Path folder) {
    this.gateway = gateway;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "Paho";
  }

  @Override
  public void send(Fleet fleet, Ledger ledger, Pace pace) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(
            gateway.paho(), "kills-paho", new MqttDefaultFilePersistence(folder.toString()));
    DisconnectedBufferOptions buffer = new DisconnectedBufferOptions();
    buffer.setBufferEnabled(true);
    buffer.setPersistBuffer(true);
    client.setBufferOpts(buffer);
    MqttConnectOptions options = new MqttConnectOptions();
    options.setCleanSession(false);
    options.setAutomaticReconnect(true);
    options.setMaxReconnectDelay(2000);
    options.setMaxInflight(2 * WINDOW);
    client.connect(options).waitForCompletion(PATIENCE_MS);
    for (int begin = 0; begin < fleet.size(); begin += WINDOW) {
      pace.await(begin, fleet.size());
      List<Integer> missing = IntStream.range(begin, fleet.end(begin, WINDOW)).boxed().toList();
      while (!missing.isEmpty()) {
        missing = publish(client, fleet, missing, ledger);
        if (!missing.isEmpty()) {
          pace.pause();
        }
      }
    }
    client.disconnect().waitForCompletion(PATIENCE_MS);
    client.close();
  }

  /** Returns those that are not acknowledged. */
  private static List<Integer> publish(
      MqttAsyncClient client, Fleet fleet, List<Integer> readings, Ledger ledger) {
    List<Integer> missing = new ArrayList<>();
    Map<Integer, IMqttDeliveryToken> tokens = new LinkedHashMap<>();
    for (int reading : readings) {
      ledger.sent(1);
      try {
        tokens.put(
            reading,
            client.publish(
                "v1/" + fleet.sensor(reading) + "/events",
                JsonReadings.ofTopic(fleet, reading).getBytes(UTF_8),
                1,
                false));
      } catch (MqttException e) {
        ledger.retried("not taken: " + e.getReasonCode());
        missing.add(reading);
      }
    }
    long deadline = System.currentTimeMillis() + PATIENCE_MS;
    tokens.forEach(
        (reading, token) -> {
          try {
            token.waitForCompletion(Math.max(1, deadline - System.currentTimeMillis()));
            ledger.acknowledged(reading, reading + 1);
          } catch (MqttException e) {
            ledger.retried("not acknowledged: " + e.getReasonCode());
            missing.add(reading);
          }
        });
    return missing;
  }
}
