/**
 * The state store: sensors and hours as objects in memory, written before each commit, and their
 * stored forms.
 */
package io.iotpipeline.streamsapp.state;
