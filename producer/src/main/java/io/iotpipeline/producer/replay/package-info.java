/** The command {@code replay}: sends the readings of a CSV file as sensor events. */
package io.iotpipeline.producer.replay;
