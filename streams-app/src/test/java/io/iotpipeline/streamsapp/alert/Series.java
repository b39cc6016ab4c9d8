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

/** A watched metric that reads every five minutes what a function of the day says, plus noise. */
final class Series {

  static final long DAY_MS = 86_400_000;
  static final long STEP_MS = 300_000;
  static final long START = 1_600_041_600_000L; // 2020-09-14T00:00:00Z

  /** An alert, and when, in days since the start. */
  record Raised(double day, Alert alert) {}

  private final DoubleUnaryOperator signal;
  private final double noise;
  private final Random random = new Random(1);
  private Baseline baseline = new Baseline();
  private DetectorState track = new DetectorState();
  private long now = START;

  Series(DoubleUnaryOperator signal, double noise) {
    this.signal = signal;
    this.noise = noise;
  }

  static double cycle(double day) {
    return 20 * Math.sin(2 * Math.PI * day);
  }

  /** Reads on until so many days after the start. */
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

  /** A reading of its own, at any time. */
  List<Alert> observe(long time, double value) {
    AnomalyDetector watch = new AnomalyDetector();
    watch.baseline = baseline;
    watch.track = track;
    return watch.observe(time, value, Double.NaN, Double.NaN);
  }

  /** Lets days go by without a reading. */
  void silence(double days) {
    now += (long) (days * DAY_MS);
  }

  /** Goes on from the stored form. */
  void restart() {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored()))) {
      baseline = Baseline.read(in);
      track = DetectorState.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      baseline.write(out);
      track.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Baseline baseline() {
    return baseline;
  }

  DetectorState track() {
    return track;
  }
}
