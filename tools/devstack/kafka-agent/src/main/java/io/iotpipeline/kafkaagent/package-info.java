/**
 * A Java agent for the development stack's Kafka broker, which corrects a fault of Kafka 4.3.0 to
 * 4.4.0 that breaks transactions (KAFKA-20734). Delete it when Kafka has the correction.
 */
package io.iotpipeline.kafkaagent;
