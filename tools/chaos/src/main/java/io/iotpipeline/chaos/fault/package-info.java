/** Executes the faults of a schedule, and measures the time until the pipeline works again. */
package io.iotpipeline.chaos.fault;
