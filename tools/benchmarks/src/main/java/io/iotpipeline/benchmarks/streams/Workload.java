package io.iotpipeline.benchmarks.streams;

import java.time.Duration;

/**
 * What sensor-events is filled with.
 *
 * @param events number of events
 * @param sensors number of sensors; their events come in turn
 * @param metrics readings of each event
 * @param span event time from the first event to the last, which is now
 * @param late share of the events, 0 to 1, that are up to an hour older than those around them
 */
public record Workload(long events, int sensors, int metrics, Duration span, double late) {}
