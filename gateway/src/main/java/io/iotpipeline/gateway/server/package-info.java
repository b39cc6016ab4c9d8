/** The life cycle of what takes messages of devices, by any protocol. */
package io.iotpipeline.gateway.server;
