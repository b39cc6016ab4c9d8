/**
 * Sparkplug B: births, which teach the names of metrics, and the data that use them. It knows
 * nothing of connections; the MQTT server and the client of another broker use it.
 */
package io.iotpipeline.gateway.sparkplug;
