/** The Cassandra sink against a bare loop of the Java driver that writes the same rows. */
package io.iotpipeline.benchmarks.sink;
