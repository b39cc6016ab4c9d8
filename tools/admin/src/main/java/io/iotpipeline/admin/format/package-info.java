/** Converts values to JSON and prints tables for a terminal. */
package io.iotpipeline.admin.format;
