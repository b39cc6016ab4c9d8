/** The HTTP server: routes, formats, limits, static files, OpenAPI description. */
package io.iotpipeline.api.http;
