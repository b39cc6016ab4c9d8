/** Readings, hours and alerts of one sensor, from Cassandra and the state of the streams app. */
package io.iotpipeline.api.readings;
