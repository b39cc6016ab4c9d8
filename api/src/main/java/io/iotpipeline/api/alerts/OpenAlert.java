package io.iotpipeline.api.alerts;

/**
 * An alert that has not ended.
 *
 * @param sinceMs when it was raised first
 */
public record OpenAlert(String kind, String metric, String severity, long sinceMs) {

  public static final String CRITICAL = "CRITICAL";
}
