/**
 * Reads CSV files with a header and turns their rows into readings: a sensor id, a time and
 * measurements. Sends nothing; the alert evaluation uses this package too.
 */
package io.iotpipeline.producer.csv;
