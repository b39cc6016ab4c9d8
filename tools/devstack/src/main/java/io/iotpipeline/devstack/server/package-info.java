/** One class per kind of server: its configuration, its command line and its readiness probe. */
package io.iotpipeline.devstack.server;
