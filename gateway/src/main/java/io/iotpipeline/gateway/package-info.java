/**
 * The gateway: takes the events of devices, and answers when Kafka has them. This package has the
 * main class, start and stop.
 */
package io.iotpipeline.gateway;
