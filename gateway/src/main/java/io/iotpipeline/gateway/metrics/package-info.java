/** The metrics of the gateway. */
package io.iotpipeline.gateway.metrics;
