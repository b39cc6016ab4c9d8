package io.iotpipeline.streamsapp.state;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.nio.BufferUnderflowException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The stored form of a sensor: a version byte, five times, the number of the first journal entry
 * that is not contained, the states of its detectors, its entry in the register.
 *
 * <p>Older forms are still read. Form 3 has no entry in the register, and no newest readings. In
 * form 2 the states have a fixed length, and the length of all of them comes first. In form 1 the
 * five times have 8 bytes each, and nothing follows: the states are part of the newest hour there.
 */
final class SensorCodec {

  /** The first byte. A new form takes the next number; the older ones must stay readable. */
  private static final byte VERSION = 4;

  private final ByteOutput out = new ByteOutput();

  byte[] write(Sensor sensor) {
    out.clear();
    out.putByte(VERSION)
        .putVarint(sensor.clock)
        .putVarint(sensor.openFrom)
        .putVarint(sensor.newestHour)
        .putVarint(sensor.oldestHour)
        .putVarint(sensor.lastSeen)
        .putVarint(sensor.nextEntry);
    sensor.detectors.writeStates(out);
    sensor.registration.write(out);
    return out.toBytes();
  }

  static Sensor read(String id, byte[] bytes) {
    ByteInput in = new ByteInput(bytes);
    Sensor sensor = new Sensor(id);
    byte version = in.readByte();
    try {
      switch (version) {
        case 1 -> readForm1(sensor, in);
        case 2 -> {
          readTimes(sensor, in);
          sensor.detectors.readFirstStates(in.readBlock());
          seen(sensor);
        }
        case 3 -> {
          readTimes(sensor, in);
          sensor.detectors.readSecondStates(in);
          seen(sensor);
        }
        case VERSION -> {
          readTimes(sensor, in);
          sensor.detectors.readStates(in);
          sensor.registration.readFrom(in);
        }
        default ->
            throw new SerializationException(
                "a stored sensor has form "
                    + version
                    + "; this version of the app reads forms up to "
                    + VERSION);
      }
    } catch (BufferUnderflowException e) {
      throw new SerializationException("a stored sensor is truncated", e);
    }
    return sensor;
  }

  /** The older forms do not say more about when it was heard. */
  private static void seen(Sensor sensor) {
    if (sensor.lastSeen != Sensor.NEVER) {
      sensor.registration.seen(sensor.lastSeen);
    }
  }

  private static void readForm1(Sensor sensor, ByteInput in) {
    sensor.clock = in.readLong();
    sensor.openFrom = in.readLong();
    sensor.newestHour = in.readLong();
    sensor.oldestHour = in.readLong();
    sensor.lastSeen = in.readLong();
    sensor.nextEntry = 0;
    seen(sensor);
  }

  private static void readTimes(Sensor sensor, ByteInput in) {
    sensor.clock = in.readVarint();
    sensor.openFrom = in.readVarint();
    sensor.newestHour = in.readVarint();
    sensor.oldestHour = in.readVarint();
    sensor.lastSeen = in.readVarint();
    sensor.nextEntry = in.readVarint();
  }
}
