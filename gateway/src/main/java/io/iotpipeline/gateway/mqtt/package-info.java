/**
 * MQTT: a server for devices, and a client of another broker. Both acknowledge a message when Kafka
 * has acknowledged its events.
 */
package io.iotpipeline.gateway.mqtt;
