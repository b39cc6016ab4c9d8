/**
 * The data model that all modules share: the Avro records (generated from {@code
 * src/main/avro/*.avsc}), the declared topics, and access to the schema registry. Imports no other
 * module of the project.
 */
package io.iotpipeline.schemas;
