/** Starts, sets up and stops the real servers on this machine. */
package io.iotpipeline.devstack;
