/** What an operator does: verbs, restarts, more instances, settings, servers elsewhere. */
package io.iotpipeline.integration.operation;
