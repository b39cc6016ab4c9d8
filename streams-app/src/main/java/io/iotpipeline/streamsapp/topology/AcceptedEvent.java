package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.validate.DecodedEvent;

/**
 * An event that counts.
 *
 * @param reading the event
 * @param sensor its sensor
 * @param hour its hour
 * @param isNewest whether it is newer than all before it from its sensor
 */
record AcceptedEvent(DecodedEvent reading, Sensor sensor, Hour hour, boolean isNewest) {}
