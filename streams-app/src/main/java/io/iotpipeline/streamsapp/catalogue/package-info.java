/** The metric catalogue: which metrics are known, and which readings are plausible. */
package io.iotpipeline.streamsapp.catalogue;
