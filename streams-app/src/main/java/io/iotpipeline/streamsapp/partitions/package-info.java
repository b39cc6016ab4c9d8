/** Gives sensor-events more partitions, and moves the state of sensors to them. */
package io.iotpipeline.streamsapp.partitions;
