/**
 * Where a pipeline is, what its settings are, and how to wait for its servers. Every other package
 * of this module builds on it.
 */
package io.iotpipeline.admin.cluster;
