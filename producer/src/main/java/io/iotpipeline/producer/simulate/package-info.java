/**
 * The command {@code simulate}: generates the readings of a fleet of sensors, reproducibly from a
 * seed, and makes a share of them invalid on request.
 */
package io.iotpipeline.producer.simulate;
