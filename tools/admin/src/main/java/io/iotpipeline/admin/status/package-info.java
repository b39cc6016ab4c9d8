/** The state of servers, streams-app threads and connectors. */
package io.iotpipeline.admin.status;
