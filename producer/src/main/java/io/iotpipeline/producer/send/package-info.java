/**
 * Sends records to Kafka: connects, sends each record when it is due, counts acknowledgements and
 * failures, and shows progress.
 */
package io.iotpipeline.producer.send;
