package io.iotpipeline.producer.gateway;

import io.iotpipeline.producer.send.OutgoingRecord;
import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.Map;

/** Records for tests. */
final class Records {

  private Records() {}

  static OutgoingRecord valid(int number) {
    return OutgoingRecord.event(0, event("sensor-" + number % 10, number));
  }

  static SensorEvent event(String sensor, int number) {
    return new SensorEvent(
        "00000000-0000-8000-8000-" + "%012d".formatted(number),
        sensor,
        Instant.ofEpochMilli(1_700_000_000_000L + number),
        Map.of("temperature", 21.5));
  }
}
