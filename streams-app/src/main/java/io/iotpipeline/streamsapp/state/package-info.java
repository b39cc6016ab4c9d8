/**
 * The state store: sensors and hours as objects in memory, their snapshots, and the stored forms.
 */
package io.iotpipeline.streamsapp.state;
