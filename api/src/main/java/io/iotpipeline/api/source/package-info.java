/** The servers that the API reads: topics of Kafka, schemas of the registry, HTTP servers. */
package io.iotpipeline.api.source;
