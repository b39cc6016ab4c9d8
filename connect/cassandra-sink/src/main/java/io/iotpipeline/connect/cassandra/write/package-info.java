/**
 * Writes rows to Cassandra: groups them into batches, limits the requests in flight, classifies
 * failures, retries, and isolates the records that Cassandra rejects.
 */
package io.iotpipeline.connect.cassandra.write;
