/**
 * Interactive queries: locates the instance of a sensor and reads the state stores of this
 * instance.
 */
package io.iotpipeline.streamsapp.query;
