/** What one HTTP server grants its clients: connections, requests, sizes and times. */
package io.iotpipeline.streamsapp.limits;
