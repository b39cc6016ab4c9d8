/**
 * Counts, prints and replays rejected records. The quarantine is a dead letter topic, {@code
 * rejected-events}.
 */
package io.iotpipeline.admin.quarantine;
