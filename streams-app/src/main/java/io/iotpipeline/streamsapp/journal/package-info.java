/**
 * The journal of a state store: the latest changes in their order, from which the state is restored
 * after a crash.
 */
package io.iotpipeline.streamsapp.journal;
