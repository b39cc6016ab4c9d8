/** Sends events through the gateway, over HTTP or MQTT. */
package io.iotpipeline.producer.gateway;
