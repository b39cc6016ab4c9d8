/**
 * What the gateway and the API have in common: command line, settings, event loops, HTTP server,
 * certificates, metrics of the JVM.
 */
package io.iotpipeline.vertxserver;
