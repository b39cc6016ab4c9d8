/** Command lines, JDKs, configuration templates and folders of server processes. */
package io.iotpipeline.devstack.process;
