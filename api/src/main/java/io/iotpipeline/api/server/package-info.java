/** Address and certificate of the server. */
package io.iotpipeline.api.server;
