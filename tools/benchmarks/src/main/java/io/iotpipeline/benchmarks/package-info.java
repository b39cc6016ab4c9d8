/**
 * Throughput benchmarks: each part of the pipeline against a bare loop that does the same input and
 * output and nothing else. Use the ratios; absolute numbers depend on the machine.
 */
package io.iotpipeline.benchmarks;
