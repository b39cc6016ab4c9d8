/** The login of the REST API of Connect. */
package io.iotpipeline.connectlogin;
