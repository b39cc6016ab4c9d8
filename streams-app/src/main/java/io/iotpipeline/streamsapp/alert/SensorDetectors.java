package io.iotpipeline.streamsapp.alert;

import io.iotpipeline.schemas.UtcHour;
import io.iotpipeline.streamsapp.store.ByteInput;
import io.iotpipeline.streamsapp.store.ByteOutput;
import io.iotpipeline.streamsapp.store.MetricList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;

/**
 * The detectors of one sensor, one for each metric. So they also tell which metrics the sensor has.
 *
 * <p>Their state is stored in two parts, because the large part changes rarely: the baselines
 * change once an hour, the detector states with every reading.
 */
public final class SensorDetectors {

  /** Estimated bytes on the heap of one detector, without the name of its metric. */
  private static final int BYTES_PER_DETECTOR = 400;

  private static final long REMOVE_AFTER_MS = TimeUnit.DAYS.toMillis(30);

  private final MetricList<AnomalyDetector> detectors = new MetricList<>();
  private long lastRemovalAt = Long.MIN_VALUE / 2;
  private boolean baselinesChanged;

  /** Number of metrics. */
  public int size() {
    return detectors.size();
  }

  /** Whether the sensor has this metric. */
  public boolean has(String metric) {
    return detectors.find(metric) != null;
  }

  /** Estimated bytes on the heap. */
  public long heapBytes() {
    return detectors.heapBytes(BYTES_PER_DETECTOR);
  }

  /** Returns whether any baseline has changed since the last call. */
  public boolean takeBaselinesChanged() {
    boolean changed = baselinesChanged;
    baselinesChanged = false;
    return changed;
  }

  /**
   * Processes a reading and returns the alerts that it raises.
   *
   * @param time event time, ms since 1970-01-01T00:00:00Z; a reading that is older than the newest
   *     of its metric is ignored
   * @param reading in the metric's unit
   */
  public List<Alert> observe(String metric, long time, double reading, AlertLimits limits) {
    AnomalyDetector detector = of(metric);
    List<Alert> alerts = detector.observe(time, reading, limits.low(metric), limits.high(metric));
    baselinesChanged |= detector.takeBaselineChanged();
    return alerts;
  }

  /**
   * Removes the metrics without readings for 30 days. Has no effect if it was called within the
   * same hour of event time.
   *
   * @param time event time, ms since 1970-01-01T00:00:00Z
   */
  public void removeInactive(long time) {
    if (Math.abs(time - lastRemovalAt) < UtcHour.MILLIS) {
      return;
    }
    lastRemovalAt = time;
    baselinesChanged |= detectors.removeIf(detector -> detector.newest() < time - REMOVE_AFTER_MS);
  }

  public byte[] writeBaselines() {
    return MetricMapCodec.write(
        detectors.elements(), (detector, out) -> detector.baseline.write(out));
  }

  public void readBaselines(byte[] bytes) {
    MetricMapCodec.read(
        bytes, Baseline::read, (metric, baseline) -> of(metric).baseline = baseline);
  }

  /** Writes the number of detectors, then the metric and the state of each. */
  public void writeStates(ByteOutput out) {
    out.putVarint(detectors.size());
    for (AnomalyDetector each : detectors.elements()) {
      out.putText(each.metric());
      each.state.write(out);
    }
  }

  public void readStates(ByteInput in) {
    readStates(in, DetectorState::read);
  }

  /** Reads the states as they were stored with form 3 of a sensor. */
  public void readSecondStates(ByteInput in) {
    readStates(in, DetectorState::readForm2);
  }

  private void readStates(ByteInput in, Function<ByteInput, DetectorState> read) {
    for (int left = in.readInt(); left > 0; left--) {
      of(in.readText()).state = read.apply(in);
    }
  }

  /** Passes on each metric and its newest reading, if that is known. */
  public void forEachReading(ObjDoubleConsumer<String> each) {
    for (AnomalyDetector detector : detectors.elements()) {
      if (!Double.isNaN(detector.state.reading)) {
        each.accept(detector.metric(), detector.state.reading);
      }
    }
  }

  /** Reads the states as they were stored with forms 1 and 2 of a sensor. */
  public void readFirstStates(byte[] bytes) {
    MetricMapCodec.read(
        bytes, DetectorStateForm1::read, (metric, state) -> of(metric).state = state);
  }

  private AnomalyDetector of(String metric) {
    AnomalyDetector detector = detectors.find(metric);
    if (detector == null) {
      detector = new AnomalyDetector(metric);
      detectors.add(detector);
    }
    return detector;
  }
}
