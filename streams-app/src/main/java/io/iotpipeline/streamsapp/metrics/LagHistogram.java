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
 * How far behind something is, as a Prometheus histogram in seconds; less than nothing counts as
 * nothing.
 *
 * <p>Made for every event of every thread: two adders and no lock, where Micrometer's own histogram
 * also keeps a moving maximum.
 */
final class LagHistogram implements Collector {

  private final String name;
  private final String help;
  private final double[] boundsSeconds;
  private final LongAdder[] counts;
  private final LongAdder sumMs = new LongAdder();

  /**
   * @param boundsSeconds greatest lag of each bucket, inclusive and rising; one without a bound
   *     follows
   */
  LagHistogram(String name, String help, double... boundsSeconds) {
    this.name = name;
    this.help = help;
    this.boundsSeconds = boundsSeconds;
    this.counts =
        Stream.generate(LongAdder::new).limit(boundsSeconds.length + 1L).toArray(LongAdder[]::new);
  }

  void record(long lagMs, long times) {
    long lag = Math.max(0, lagMs);
    counts[bucketOf(lag / 1000.0)].add(times);
    sumMs.add(lag * times);
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
