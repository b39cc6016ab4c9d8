/**
 * The producer: a command-line program that sends sensor events to Kafka. This package holds the
 * main class, which registers the commands {@code simulate} and {@code replay}.
 */
package io.iotpipeline.producer;
