package io.iotpipeline.benchmarks.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The messages of a load, complete with their headers before it begins. They are sent again and
 * again; there are so many that those of a partition do not fit into the window of lz4, which would
 * compress repetitions better than readings.
 *
 * <p>The events are as a device sends them: the time in ISO-8601 and no id, so the gateway derives
 * one.
 */
final class LoadMessages {

  private static final int EVENTS = 24_000;
  private static final int SENSORS = 1000;

  private final List<ByteBuf> all;
  private final int connections;

  private LoadMessages(List<ByteBuf> all, int connections) {
    this.all = all;
    this.connections = connections;
  }

  static LoadMessages of(Scenario scenario) {
    long start = System.currentTimeMillis() - EVENTS;
    SplittableRandom random = new SplittableRandom(1);
    int messages = Math.max(scenario.connections(), EVENTS / scenario.batch());
    int sensors = scenario.protocol() == Protocol.MQTT ? scenario.connections() : SENSORS;
    List<ByteBuf> all = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      int first = i * scenario.batch();
      List<Event> events =
          IntStream.range(first, first + scenario.batch())
              .mapToObj(
                  number ->
                      new Event(
                          "sensor-%06d".formatted(number % sensors),
                          Instant.ofEpochMilli(start + number),
                          random.nextInt(1000, 4000) / 100.0,
                          random.nextInt(2000, 8000) / 100.0))
              .toList();
      all.add(Unpooled.unreleasableBuffer(message(scenario.protocol(), events)));
    }
    return new LoadMessages(all, scenario.connections());
  }

  /** The messages of a connection, which has a sensor of its own if the protocol is MQTT. */
  List<ByteBuf> of(int connection) {
    return IntStream.iterate(connection, i -> i < all.size(), i -> i + connections)
        .mapToObj(all::get)
        .toList();
  }

  private static ByteBuf message(Protocol protocol, List<Event> events) {
    return switch (protocol) {
      case HTTP ->
          request(
              events.stream()
                  .map(event -> event.json(true))
                  .collect(Collectors.joining(",", "[", "]")));
      case MQTT ->
          MqttPackets.publish(
              "v1/" + events.get(0).sensor() + "/events",
              events.get(0).json(false).getBytes(UTF_8));
    };
  }

  private static ByteBuf request(String body) {
    String request =
        "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            + "Content-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    byte[] bytes = request.getBytes(UTF_8);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }

  private record Event(String sensor, Instant time, double temperature, double humidity) {

    String json(boolean withSensor) {
      return String.format(
          Locale.ROOT,
          "{%s\"event_time\":\"%s\",\"measurements\":{\"temperature\":%.2f,\"humidity\":%.2f}}",
          withSensor ? "\"sensor_id\":\"" + sensor + "\"," : "",
          time,
          temperature,
          humidity);
    }
  }
}
