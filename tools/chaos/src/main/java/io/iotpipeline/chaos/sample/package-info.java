/** Memory, disk and log sizes of the servers during a run, and whether they stay flat. */
package io.iotpipeline.chaos.sample;
