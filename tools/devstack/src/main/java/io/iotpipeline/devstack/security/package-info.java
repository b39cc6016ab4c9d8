/** Keys, certificates and passwords of a secured stack, and the settings files of its clients. */
package io.iotpipeline.devstack.security;
