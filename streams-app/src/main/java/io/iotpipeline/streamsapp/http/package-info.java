/**
 * The HTTP server: health, metrics, and queries about sensors, which it forwards to the instance
 * that has the sensor. The interfaces that it needs are implemented in other packages.
 */
package io.iotpipeline.streamsapp.http;
