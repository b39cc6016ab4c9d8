/** The metrics of the process, in Prometheus format. */
package io.iotpipeline.streamsapp.metrics;
