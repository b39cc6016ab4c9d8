/** The run's own stack: its servers, how they are started, and what an operator does to them. */
package io.iotpipeline.chaos.stack;
