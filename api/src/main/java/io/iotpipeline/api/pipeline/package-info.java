/** How the pipeline is: topics, lags, connectors, nodes. */
package io.iotpipeline.api.pipeline;
