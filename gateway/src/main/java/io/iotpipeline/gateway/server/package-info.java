/** What the servers of all protocols share: life cycle, addresses and certificates. */
package io.iotpipeline.gateway.server;
