/** The result of a run, as a JSON file. */
package io.iotpipeline.chaos.report;
