/** The clients of the pipeline on servers that require logins and TLS. */
package io.iotpipeline.integration.secured;
