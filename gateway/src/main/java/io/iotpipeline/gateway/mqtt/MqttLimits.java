package io.iotpipeline.gateway.mqtt;

import java.time.Duration;

/**
 * What a connection may use.
 *
 * @param packetBytes largest packet
 * @param connectBytes what may come before the login
 * @param partialBytes all packets together that have come in part
 * @param willBytes largest will message that is kept
 * @param birthBytes names and aliases of Sparkplug's metrics, of a connection
 * @param allBirthBytes the same, of all connections
 * @param rebirthNodes nodes of a connection that are asked for births at most once in a while
 * @param inWork messages of a connection that are not answered yet
 * @param subscriptions of a connection
 * @param connectTimeout from the connection to the login
 * @param packetTimeout from the first byte of a packet, after the login, to its last
 * @param keepAlive longest silence; MQTT's own limit is at 1.5 times of it
 * @param pause time between a message that could not be taken and the end of its connection
 */
record MqttLimits(
    int packetBytes,
    int connectBytes,
    long partialBytes,
    int willBytes,
    long birthBytes,
    long allBirthBytes,
    int rebirthNodes,
    int inWork,
    int subscriptions,
    Duration connectTimeout,
    Duration packetTimeout,
    Duration keepAlive,
    Duration pause) {

  static final MqttLimits DEFAULT =
      new MqttLimits(
          1024 * 1024,
          16 * 1024,
          64L * 1024 * 1024,
          8 * 1024,
          4L * 1024 * 1024,
          64L * 1024 * 1024,
          100,
          64,
          16,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofHours(1),
          Duration.ofSeconds(1));
}
