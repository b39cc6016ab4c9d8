/**
 * Sends each record when it is due, counts acknowledgements and failures, and shows progress.
 * Connects to Kafka and sends there.
 */
package io.iotpipeline.producer.send;
