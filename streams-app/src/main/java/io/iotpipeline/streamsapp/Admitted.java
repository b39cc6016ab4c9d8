package io.iotpipeline.streamsapp;

import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.validate.Reading;

/**
 * An event that counts.
 *
 * @param reading the event
 * @param sensor its sensor
 * @param hour its hour
 * @param isNewest whether it is newer than all before it from its sensor
 */
record Admitted(Reading reading, Sensor sensor, Hour hour, boolean isNewest) {}
