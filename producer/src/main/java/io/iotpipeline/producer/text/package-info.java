/**
 * Reads files of text: decompresses them, recognizes their encoding, and splits them into lines and
 * cells. Needs bounded memory whatever a file contains.
 */
package io.iotpipeline.producer.text;
