/**
 * Decodes and validates events. An invalid event is a value, {@link
 * io.iotpipeline.streamsapp.validate.Rejected}, and not an exception.
 */
package io.iotpipeline.streamsapp.validate;
