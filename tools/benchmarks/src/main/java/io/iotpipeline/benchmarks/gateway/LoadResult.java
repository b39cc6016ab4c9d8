package io.iotpipeline.benchmarks.gateway;

/**
 * One run of a server under load.
 *
 * @param perSecond acknowledged events per second of wall-clock time
 * @param perCpuSecond acknowledged events per second of CPU time of the server's process
 * @param serverCores cores that the server has used
 * @param brokerCores cores that the Kafka broker has used
 * @param loadCores cores that the load generator has used
 * @param medianMs time from sending a message to its answer, milliseconds
 * @param p99Ms the same of the slowest hundredth
 * @param acknowledged events that were acknowledged, also those before and after the measurement
 * @param refused messages with another answer, and connections that the server has closed
 * @param heapBytes heap of the server for each MQTT connection, after a garbage collection
 * @param residentBytes resident memory of the server for each MQTT connection
 */
public record LoadResult(
    double perSecond,
    double perCpuSecond,
    double serverCores,
    double brokerCores,
    double loadCores,
    double medianMs,
    double p99Ms,
    long acknowledged,
    long refused,
    double heapBytes,
    double residentBytes) {}
