package io.iotpipeline.gateway.mqtt;

import io.iotpipeline.gateway.access.Senders;
import io.iotpipeline.gateway.admission.Admission;
import io.iotpipeline.gateway.sparkplug.BirthBudget;
import io.iotpipeline.gateway.sparkplug.SparkplugMetrics;

/**
 * What all connections share. Thread-safe.
 *
 * @param partialBytes bytes of packets that have come in part
 */
record MqttServices(
    Senders senders,
    Admission admission,
    MqttMetrics metrics,
    SparkplugMetrics sparkplugMetrics,
    BirthBudget births,
    PartialBytes partialBytes,
    MqttLimits limits) {}
