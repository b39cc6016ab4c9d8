/** The Cassandra sink by itself. */
package io.iotpipeline.integration.sink;
