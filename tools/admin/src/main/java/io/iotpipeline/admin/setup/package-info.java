/** Creates or updates topics, schemas, tables and connectors. Each step is idempotent. */
package io.iotpipeline.admin.setup;
