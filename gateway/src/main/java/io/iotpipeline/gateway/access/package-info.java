/** Who may send, for which sensors, and how much. */
package io.iotpipeline.gateway.access;
