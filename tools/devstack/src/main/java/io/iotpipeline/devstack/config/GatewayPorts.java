package io.iotpipeline.devstack.config;

import java.util.List;

/**
 * Ports of the gateway.
 *
 * @param http events, health checks and metrics
 * @param mqtt events
 */
public record GatewayPorts(int http, int mqtt) {

  public static final GatewayPorts DEFAULT = new GatewayPorts(8094, 1883);

  List<Integer> all() {
    return List.of(http, mqtt);
  }
}
