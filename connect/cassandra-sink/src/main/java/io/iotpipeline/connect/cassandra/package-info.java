/**
 * The Kafka Connect plugin: the connector validates its configuration and the task writes records.
 * The sub-packages import each other in one direction only: {@code write}, {@code cluster}, {@code
 * convert}, {@code config}, {@code mapping}.
 */
package io.iotpipeline.connect.cassandra;
