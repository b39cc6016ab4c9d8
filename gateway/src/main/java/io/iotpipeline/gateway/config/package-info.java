/** The settings of the gateway: what there is, and how they are read. */
package io.iotpipeline.gateway.config;
