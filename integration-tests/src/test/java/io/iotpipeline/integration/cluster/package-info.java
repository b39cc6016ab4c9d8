/** Three Cassandra nodes, and what happens when some of them are away. */
package io.iotpipeline.integration.cluster;
