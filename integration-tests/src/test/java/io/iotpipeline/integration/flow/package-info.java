/** What becomes of records: rows, aggregates, duplicates, and the quarantine. */
package io.iotpipeline.integration.flow;
