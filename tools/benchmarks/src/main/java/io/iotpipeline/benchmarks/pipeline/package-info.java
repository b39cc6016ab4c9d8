/** The whole way of an event, from {@code sensor-events} to its row in Cassandra. */
package io.iotpipeline.benchmarks.pipeline;
