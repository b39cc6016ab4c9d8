package io.iotpipeline.gateway.mqtt;

/** Sends a command to an edge node, if there is a way to it. */
@FunctionalInterface
interface CommandPublisher {

  void publish(String topic, byte[] payload);
}
