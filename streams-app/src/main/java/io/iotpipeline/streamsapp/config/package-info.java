/**
 * The settings of the app: keys, defaults, validation, and the settings that Kafka Streams gets.
 */
package io.iotpipeline.streamsapp.config;
