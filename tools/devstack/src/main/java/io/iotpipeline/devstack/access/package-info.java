/** Logins and rights that a secured stack makes in its running servers. */
package io.iotpipeline.devstack.access;
