/** The files in {@code monitoring/}, and the metrics that they read. */
package io.iotpipeline.integration.monitoring;
