/** What sends while faults happen: real producers and a hostile one, each in its own process. */
package io.iotpipeline.chaos.load;
