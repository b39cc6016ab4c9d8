package io.iotpipeline.streamsapp.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.iotpipeline.streamsapp.alert.AlertLimits;
import java.util.List;
import java.util.Map;

/**
 * The known metrics with their rules, and how unknown metrics are handled.
 *
 * @param unknownMetrics whether metrics without a rule are accepted
 * @param refusedMetrics names that are rejected in any case; a * at the end matches any suffix
 * @param metrics rules by metric name
 */
public record MetricCatalogue(
    @JsonProperty("unknown-metrics") Unknown unknownMetrics,
    @JsonProperty("refused-metrics") List<String> refusedMetrics,
    @JsonProperty("metrics") Map<String, MetricRule> metrics)
    implements AlertLimits {

  /** How metrics without a rule are handled. */
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

  /** Returns the rule of a metric, or null. */
  public MetricRule rule(String metric) {
    return metrics.get(metric);
  }

  /** Returns whether a metric without a rule is accepted. */
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
