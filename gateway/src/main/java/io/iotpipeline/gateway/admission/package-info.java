/** The way of a message from any protocol into the intake: rights, rate, counters. */
package io.iotpipeline.gateway.admission;
