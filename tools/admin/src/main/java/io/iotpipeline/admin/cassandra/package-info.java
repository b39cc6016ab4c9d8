/** Sessions to the Cassandra cluster of a pipeline, and tools that read its tables. */
package io.iotpipeline.admin.cassandra;
