/**
 * The connector's configuration keys, their validation, and the settings of the Java driver that
 * follow from them. Nothing here connects to a cluster.
 */
package io.iotpipeline.connect.cassandra.config;
