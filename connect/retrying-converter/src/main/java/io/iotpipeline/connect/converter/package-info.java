/** A Kafka Connect converter that waits while the schema registry does not answer. */
package io.iotpipeline.connect.converter;
