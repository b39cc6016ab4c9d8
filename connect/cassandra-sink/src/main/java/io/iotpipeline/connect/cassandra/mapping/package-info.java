/**
 * The mapping language, {@code column=field, ...}: its parser, and the sources that read a field of
 * a Kafka record. Imports no other package of the plugin.
 */
package io.iotpipeline.connect.cassandra.mapping;
