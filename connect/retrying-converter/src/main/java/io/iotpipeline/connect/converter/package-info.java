/** A Kafka Connect converter that waits while the schema registry cannot be used. */
package io.iotpipeline.connect.converter;
