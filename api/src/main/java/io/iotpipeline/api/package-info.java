/** The main class of the API, start and stop. */
package io.iotpipeline.api;
