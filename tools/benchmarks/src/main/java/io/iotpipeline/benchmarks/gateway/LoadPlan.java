package io.iotpipeline.benchmarks.gateway;

/**
 * What the load generator does, and whose CPU time it reads.
 *
 * @param scenario the load
 * @param port of the server, on this machine
 * @param warmUpMs time under load before the measurement
 * @param durationMs time of the measurement
 * @param serverPid process that is measured
 * @param brokerPid process of the Kafka broker
 */
record LoadPlan(
    Scenario scenario, int port, long warmUpMs, long durationMs, long serverPid, long brokerPid) {}
