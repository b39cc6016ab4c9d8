package io.iotpipeline.streamsapp.topology;

import io.iotpipeline.streamsapp.state.Hour;
import io.iotpipeline.streamsapp.state.Sensor;
import io.iotpipeline.streamsapp.validate.DecodedEvent;

/**
 * An accepted event, with the live state that it belongs to.
 *
 * <p>{@code sensor} and {@code hour} are the mutable objects of the sensor store, not copies. This
 * is safe because Kafka Streams calls the processors of a task in one thread, one after the other:
 * {@code accept} has finished with both when {@code alert} updates the detectors and then {@code
 * aggregate} updates the hour. A processor must not keep them after {@code process} returns.
 *
 * @param event the decoded event
 * @param sensor its sensor
 * @param hour its hour
 * @param isNewest whether the event is newer than the sensor's clock was before it
 * @param advanceMs as {@link Sensor#advance} was before it
 */
record AcceptedEvent(
    DecodedEvent event, Sensor sensor, Hour hour, boolean isNewest, long advanceMs) {}
