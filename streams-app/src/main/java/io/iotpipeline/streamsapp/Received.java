package io.iotpipeline.streamsapp;

import io.iotpipeline.schemas.SensorEvent;

/**
 * A valid event on its way to admission.
 *
 * @param value the record's value as it came, for the quarantine
 * @param event the same, decoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied for nobody
record Received(byte[] value, SensorEvent event) {}
