/** The topology: its processors, and the records that they pass on and write. */
package io.iotpipeline.streamsapp.topology;
