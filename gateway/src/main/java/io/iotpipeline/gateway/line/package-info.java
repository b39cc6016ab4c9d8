/** The line protocol of InfluxDB, and which series is which sensor. */
package io.iotpipeline.gateway.line;
