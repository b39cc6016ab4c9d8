/** Devices that send through the gateway to the real servers, also while it is killed. */
package io.iotpipeline.integration.gateway;
