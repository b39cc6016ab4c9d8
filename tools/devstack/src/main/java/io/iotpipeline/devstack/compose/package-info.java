/** The secrets and the logins of a secured Compose, whose servers run in containers. */
package io.iotpipeline.devstack.compose;
