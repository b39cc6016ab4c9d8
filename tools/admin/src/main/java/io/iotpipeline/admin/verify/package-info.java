/** Checks from outside that the pipeline has neither lost nor duplicated an event. */
package io.iotpipeline.admin.verify;
