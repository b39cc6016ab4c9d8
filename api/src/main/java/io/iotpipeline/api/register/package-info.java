/** The register of sensors in memory: search, order, pages. */
package io.iotpipeline.api.register;
