/** Configuration of a development stack: folders, ports and the files that the build made. */
package io.iotpipeline.devstack.config;
