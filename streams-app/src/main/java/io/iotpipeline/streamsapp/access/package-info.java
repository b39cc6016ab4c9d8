/**
 * Who may use the HTTP server: HTTPS with certificates that can be replaced while it runs, and
 * tokens.
 */
package io.iotpipeline.streamsapp.access;
