/**
 * The stacks that integration tests share, and what tests do with them: verbs, events, load, waits.
 */
package io.iotpipeline.integration.stack;
