/** Command-line options that both commands share, and the converters of option values. */
package io.iotpipeline.producer.options;
