/**
 * Detects anomalies and passed limits in the readings of a sensor. The method and its sources are
 * in docs/alerts.md. Depends neither on Kafka nor on a clock.
 */
package io.iotpipeline.streamsapp.alert;
