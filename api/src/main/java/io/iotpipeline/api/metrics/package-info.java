/** The metrics of the API. */
package io.iotpipeline.api.metrics;
