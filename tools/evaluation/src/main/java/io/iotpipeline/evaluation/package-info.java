/**
 * Evaluates the alerts of the streams app on a CSV file, without any server. The detectors are the
 * classes that the streams app runs; the CSV reader is that of the producer.
 */
package io.iotpipeline.evaluation;
