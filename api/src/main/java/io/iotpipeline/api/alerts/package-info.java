/** The newest alerts of the fleet, and which are open. */
package io.iotpipeline.api.alerts;
