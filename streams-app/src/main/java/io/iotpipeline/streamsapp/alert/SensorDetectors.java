package io.iotpipeline.streamsapp.alert;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Watches the metrics of one sensor. Its state has two stored forms: the baselines are large and
 * change once an hour, the tracks are small and change with every reading; together they would
 * write the large part every time.
 *
 * <p>At most 256 metrics of a sensor are watched. When a further one comes, those that were silent
 * for 30 days make room; if there are none, it is not watched.
 */
public final class SensorDetectors {

  static final int MOST_METRICS = 256;
  private static final long FORGET_AFTER_MS = TimeUnit.DAYS.toMillis(30);
  private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

  private final Map<String, AnomalyDetector> metrics = new HashMap<>(4);
  private long madeRoomAt = Long.MIN_VALUE / 2;
  private boolean learnt;

  /** How many metrics are watched. */
  public int size() {
    return metrics.size();
  }

  /** Whether any baseline has changed since it was asked last. */
  public boolean hasLearnt() {
    boolean since = learnt;
    learnt = false;
    return since;
  }

  /** What a reading raises; see {@link AnomalyDetector#observe}. */
  public List<Alert> observe(String metric, long time, double reading, AlertLimits limits) {
    AnomalyDetector watch = metrics.get(metric);
    if (watch == null) {
      if (metrics.size() >= MOST_METRICS) {
        makeRoom(time);
      }
      if (metrics.size() >= MOST_METRICS) {
        return List.of();
      }
      watch = new AnomalyDetector();
      metrics.put(metric, watch);
    }
    List<Alert> alerts = watch.observe(time, reading, limits.low(metric), limits.high(metric));
    learnt |= watch.hasLearnt();
    return alerts;
  }

  /** Once an hour of event time is enough, however many metrics come. */
  private void makeRoom(long time) {
    if (Math.abs(time - madeRoomAt) < HOUR_MS) {
      return;
    }
    madeRoomAt = time;
    learnt |= metrics.values().removeIf(watch -> watch.newest() < time - FORGET_AFTER_MS);
  }

  public byte[] writeBaselines() {
    return MetricMapCodec.write(metrics, (watch, out) -> watch.baseline.write(out));
  }

  public void readBaselines(byte[] bytes) {
    MetricMapCodec.read(
        bytes, Baseline::read, (metric, baseline) -> of(metric).baseline = baseline);
  }

  public byte[] writeTracks() {
    return MetricMapCodec.write(metrics, (watch, out) -> watch.track.write(out));
  }

  public void readTracks(byte[] bytes) {
    MetricMapCodec.read(bytes, DetectorState::read, (metric, track) -> of(metric).track = track);
  }

  private AnomalyDetector of(String metric) {
    return metrics.computeIfAbsent(metric, first -> new AnomalyDetector());
  }
}
