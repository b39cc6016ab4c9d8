/**
 * The state store: sensors and hours as objects in memory, a journal of their changes that is
 * written before each commit, their snapshots, and the stored forms.
 */
package io.iotpipeline.streamsapp.state;
