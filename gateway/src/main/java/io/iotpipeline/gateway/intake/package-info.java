/** The way into Kafka: completes when Kafka has acknowledged. */
package io.iotpipeline.gateway.intake;
