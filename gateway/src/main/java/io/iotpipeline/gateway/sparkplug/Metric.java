package io.iotpipeline.gateway.sparkplug;

/**
 * A metric of a payload.
 *
 * @param name null if only the alias is sent
 * @param alias null if only the name is sent; a number without a sign
 * @param timestamp milliseconds since 1970; null: that of the payload
 * @param datatype 0 if it is not sent
 * @param value null if there is none, or if the metric says that it is null
 */
record Metric(String name, Long alias, Long timestamp, int datatype, MetricValue value) {}
