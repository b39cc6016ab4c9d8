package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.SensorEvent;

/**
 * An event that counts.
 *
 * @param event the event
 * @param windowStart start of its hour, milliseconds since 1970-01-01T00:00:00Z
 * @param firstOpen start of its sensor's earliest open window from now on
 * @param closesWindows whether the event moved {@code firstOpen}, so that windows may have closed
 */
record Admitted(SensorEvent event, long windowStart, long firstOpen, boolean closesWindows) {}
