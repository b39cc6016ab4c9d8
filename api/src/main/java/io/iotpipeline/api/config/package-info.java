/** The settings of the API: what there is, and how they are read. */
package io.iotpipeline.api.config;
