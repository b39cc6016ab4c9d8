/**
 * Connects to the cluster: opens sessions, reads the tables' metadata, and checks a configuration
 * against both.
 */
package io.iotpipeline.connect.cassandra.cluster;
