/** The streams app against a bare transactional copy of the same records. */
package io.iotpipeline.benchmarks.streams;
