/**
 * Turns a Kafka record into a row of one table: the mapping is checked against the table, and each
 * value is converted to the CQL type of its column. Nothing here does I/O.
 */
package io.iotpipeline.connect.cassandra.convert;
