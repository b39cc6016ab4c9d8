/** How fast the read API answers while events come in, and what its clients cost the rows. */
package io.iotpipeline.benchmarks.api;
