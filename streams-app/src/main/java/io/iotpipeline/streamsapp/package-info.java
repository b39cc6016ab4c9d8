/** The main class, the life cycle of the process, its health, and the checks at start-up. */
package io.iotpipeline.streamsapp;
