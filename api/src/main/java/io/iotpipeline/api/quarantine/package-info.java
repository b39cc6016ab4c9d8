/** The newest rejected records. */
package io.iotpipeline.api.quarantine;
