/** Runs of the verb chaos. */
package io.iotpipeline.integration.chaos;
