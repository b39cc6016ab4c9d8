/** A Kafka Streams DSL application that does what the DSL can of the streams app's work. */
package io.iotpipeline.benchmarks.peer;
