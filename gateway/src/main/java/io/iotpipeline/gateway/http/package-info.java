/** The HTTP server: routes, answers and the OpenAPI description. */
package io.iotpipeline.gateway.http;
