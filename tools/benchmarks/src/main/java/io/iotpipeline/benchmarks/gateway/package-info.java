/** The gateway against bare servers that acknowledge at once, under the same load. */
package io.iotpipeline.benchmarks.gateway;
