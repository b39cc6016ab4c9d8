/** What happens now, as server-sent events. */
package io.iotpipeline.api.live;
