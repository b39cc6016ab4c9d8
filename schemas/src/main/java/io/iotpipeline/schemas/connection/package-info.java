/** Logins and TLS of the connections to the servers of a pipeline. */
package io.iotpipeline.schemas.connection;
