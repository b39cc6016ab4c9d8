package io.iotpipeline.producer.simulate;

import io.iotpipeline.schemas.SensorEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** A simulated sensor. Its id and the seed determine all of its readings. */
final class SimulatedSensor {

  private final String id;
  private final long hash;
  private final List<Signal> signals;

  private SimulatedSensor(String id, long hash, List<Signal> signals) {
    this.id = id;
    this.hash = hash;
    this.signals = signals;
  }

  /**
   * @param wide whether each event has all metrics instead of the one that the sensor measures
   */
  static SimulatedSensor of(String id, long seed, boolean wide) {
    long hash = SplitMix64.hash(SplitMix64.hash(id), seed);
    SplittableRandom random = new SplittableRandom(hash);
    SimulatedMetric own = SimulatedMetric.ofSensor(id);
    List<Signal> signals = new ArrayList<>();
    for (SimulatedMetric metric : SimulatedMetric.values()) {
      Signal signal = Signal.draw(metric, random);
      if (wide || metric == own) {
        signals.add(signal);
      }
    }
    return new SimulatedSensor(id, hash, List.copyOf(signals));
  }

  String id() {
    return id;
  }

  List<Signal> signals() {
    return signals;
  }

  /**
   * Returns the reading at a time.
   *
   * @param index number of the event in the run; readings of the same millisecond differ by it
   */
  SensorEvent read(long index, long epochMillis) {
    SplittableRandom random = new SplittableRandom(SplitMix64.hash(hash, epochMillis, index));
    Map<String, Double> measurements = new HashMap<>();
    for (Signal signal : signals) {
      measurements.put(signal.metric().metricName, signal.at(epochMillis, random));
    }
    Instant time = Instant.ofEpochMilli(epochMillis);
    return new SensorEvent(eventId(index, epochMillis).toString(), id, time, measurements);
  }

  /** Returns a UUID of version 8 (RFC 9562): a hash of seed, sensor, time and index. */
  private UUID eventId(long index, long epochMillis) {
    long high = SplitMix64.hash(hash, epochMillis);
    long low = SplitMix64.hash(index, hash);
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x8000L,
        (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }
}
