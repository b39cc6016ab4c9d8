package io.iotpipeline.gateway.sparkplug;

import io.iotpipeline.gateway.intake.Batch;

/**
 * What a message of Sparkplug says.
 *
 * @param batch its events, or its bytes if it cannot be read; empty if it has no readings
 * @param rebirth whether the node should be asked to send its births again
 */
public record Reading(Batch batch, boolean rebirth) {}
