/** Events in JSON. */
package io.iotpipeline.gateway.json;
