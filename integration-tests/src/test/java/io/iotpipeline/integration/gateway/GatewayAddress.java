package io.iotpipeline.integration.gateway;

import io.iotpipeline.devstack.server.Gateway;
import io.iotpipeline.integration.stack.TestStack;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/**
 * Where the gateway of a stack listens.
 *
 * @param http its root URL
 * @param mqtt as {@code mqtt://host:port}
 */
record GatewayAddress(URI http, URI mqtt) {

  static GatewayAddress of(TestStack stack) {
    Gateway gateway = (Gateway) stack.server(Gateway.NAME);
    return new GatewayAddress(URI.create(gateway.httpUrl()), URI.create(gateway.mqttUrl()));
  }

  /** As Paho has it. */
  String paho() {
    return "tcp://" + mqtt.getHost() + ":" + mqtt.getPort();
  }

  Socket connectHttp() throws IOException {
    return new Socket(http.getHost(), http.getPort());
  }

  Socket connectMqtt() throws IOException {
    return new Socket(mqtt.getHost(), mqtt.getPort());
  }
}
