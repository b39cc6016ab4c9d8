/** Kafka clients of a pipeline, and readers of topics and consumer groups. */
package io.iotpipeline.admin.kafka;
