package io.iotpipeline.streamsapp.alert;

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
  private Baseline baseline = new Baseline();
  private DetectorState state = new DetectorState();
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
    AnomalyDetector detector = new AnomalyDetector();
    detector.baseline = baseline;
    detector.state = state;
    return detector.observe(time, value, Double.NaN, Double.NaN);
  }

  /** Skips days without readings. */
  void skip(double days) {
    now += (long) (days * DAY_MS);
  }

  /** Replaces the state by its stored form, as a restart does. */
  void restart() {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored()))) {
      baseline = Baseline.read(in);
      state = DetectorState.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      baseline.write(out);
      state.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Baseline baseline() {
    return baseline;
  }

  DetectorState state() {
    return state;
  }
}
