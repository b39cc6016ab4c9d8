package io.iotpipeline.streamsapp.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A Prometheus histogram of lags in seconds. A negative lag counts as 0.
 *
 * <p>It is updated for every event by every thread, so it uses two adders and no lock. Micrometer's
 * histogram also keeps a moving maximum.
 */
final class LagHistogram implements Collector {

  private final String name;
  private final String help;
  private final double[] boundsSeconds;
  private final LongAdder[] counts;
  private final LongAdder sumMs = new LongAdder();

  /**
   * @param boundsSeconds upper bounds of the buckets, inclusive and ascending; a last bucket
   *     without a bound is added
   */
  LagHistogram(String name, String help, double... boundsSeconds) {
    this.name = name;
    this.help = help;
    this.boundsSeconds = boundsSeconds;
    this.counts =
        Stream.generate(LongAdder::new).limit(boundsSeconds.length + 1L).toArray(LongAdder[]::new);
  }

  void record(long lagMs, long count) {
    long lag = Math.max(0, lagMs);
    counts[bucketOf(lag / 1000.0)].add(count);
    sumMs.add(lag * count);
  }

  private int bucketOf(double seconds) {
    int bucket = 0;
    while (bucket < boundsSeconds.length && seconds > boundsSeconds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  @Override
  public MetricFamilyDescriptor getMetricFamilyDescriptor() {
    return MetricFamilyDescriptor.histogram(name).help(help).build();
  }

  @Override
  public MetricSnapshot collect() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < counts.length; i++) {
      double bound = i < boundsSeconds.length ? boundsSeconds[i] : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, counts[i].sum());
    }
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(sumMs.sum() / 1000.0)
                .build())
        .build();
  }
}
