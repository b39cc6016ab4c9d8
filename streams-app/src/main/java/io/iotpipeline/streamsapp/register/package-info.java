/**
 * The register of sensors: when a sensor was heard, how often it usually is, and what people say
 * about it.
 */
package io.iotpipeline.streamsapp.register;
