package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A metric with a reading every five minutes: a function of the day, plus noise. */
final class Series {

  static final long DAY_MS = 86_400_000;
  static final long STEP_MS = 300_000;
  static final long START = 1_600_041_600_000L; // 2020-09-14T00:00:00Z

  /** An alert and its time, in days since the start. */
  record Raised(double day, Alert alert) {}

  private final DoubleUnaryOperator signal;
  private final double noise;
  private final Random random = new Random(1);
  private AnomalyDetector detector = new AnomalyDetector("m");
  private long now = START;

  Series(DoubleUnaryOperator signal, double noise) {
    this.signal = signal;
    this.noise = noise;
  }

  static double cycle(double day) {
    return 20 * Math.sin(2 * Math.PI * day);
  }

  /** Generates and observes readings until this number of days after the start. */
  List<Raised> until(double day) {
    List<Raised> raised = new ArrayList<>();
    for (; now < START + day * DAY_MS; now += STEP_MS) {
      double today = (now - START) / (double) DAY_MS;
      double value = signal.applyAsDouble(today) + noise * random.nextGaussian();
      for (Alert alert : observe(now, value)) {
        raised.add(new Raised(today, alert));
      }
    }
    return raised;
  }

  /** Observes one extra reading, at any time. */
  List<Alert> observe(long time, double value) {
    return detector.observe(time, value, Double.NaN, Double.NaN);
  }

  /** Skips days without readings. */
  void skip(double days) {
    now += (long) (days * DAY_MS);
  }

  /** Replaces the detector by its stored form, as a restart does. */
  void restart() {
    AnomalyDetector before = detector;
    detector = new AnomalyDetector(before.metric());
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(storedBaseline(before)))) {
      detector.baseline = Baseline.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    detector.state = DetectorState.read(new ByteInput(storedState(before)));
  }

  /** The stored forms of the baseline and of the state. */
  List<byte[]> stored() {
    return List.of(storedBaseline(detector), storedState(detector));
  }

  private static byte[] storedBaseline(AnomalyDetector detector) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      detector.baseline.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] storedState(AnomalyDetector detector) {
    ByteOutput out = new ByteOutput();
    detector.state.write(out);
    return out.toBytes();
  }

  AnomalyDetector detector() {
    return detector;
  }
}
