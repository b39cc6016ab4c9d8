/** The files for Docker Compose, checked without Docker. */
package io.iotpipeline.integration.compose;
