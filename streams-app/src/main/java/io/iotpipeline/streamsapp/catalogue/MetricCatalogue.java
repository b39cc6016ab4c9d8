package io.iotpipeline.streamsapp.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import java.util.List;
import java.util.Map;

/**
 * The metrics that are known, and what becomes of those that are not.
 *
 * @param unknownMetrics what becomes of a metric that is not listed
 * @param refusedMetrics names that are refused all the same; a * at the end stands for anything
 * @param metrics by name
 */
public record MetricCatalogue(
    @JsonProperty("unknown-metrics") Unknown unknownMetrics,
    @JsonProperty("refused-metrics") List<String> refusedMetrics,
    @JsonProperty("metrics") Map<String, MetricRule> metrics)
    implements AlertLimits {

  /** What becomes of metrics that are not listed. */
  public enum Unknown {
    @JsonProperty("accept")
    ACCEPT,
    @JsonProperty("reject")
    REJECT
  }

  public MetricCatalogue {
    unknownMetrics = unknownMetrics == null ? Unknown.ACCEPT : unknownMetrics;
    refusedMetrics = refusedMetrics == null ? List.of() : List.copyOf(refusedMetrics);
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
  }

  /** What is known of a metric, or null. */
  public MetricRule rule(String metric) {
    return metrics.get(metric);
  }

  /** Whether a metric without a rule is accepted. */
  public boolean acceptsUnknown(String metric) {
    if (unknownMetrics == Unknown.REJECT) {
      return false;
    }
    for (String refused : refusedMetrics) {
      boolean isPrefix = refused.endsWith("*");
      if (isPrefix
          ? metric.regionMatches(0, refused, 0, refused.length() - 1)
          : metric.equals(refused)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public double low(String metric) {
    MetricRule rule = metrics.get(metric);
    return rule == null || rule.alert().below() == null ? Double.NaN : rule.alert().below();
  }

  @Override
  public double high(String metric) {
    MetricRule rule = metrics.get(metric);
    return rule == null || rule.alert().above() == null ? Double.NaN : rule.alert().above();
  }
}
