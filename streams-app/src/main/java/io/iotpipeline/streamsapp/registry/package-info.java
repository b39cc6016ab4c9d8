/**
 * Access to the schema registry that survives an outage: schema cache, retries, and a writer for
 * the wire format.
 */
package io.iotpipeline.streamsapp.registry;
