/**
 * What a state store with objects in memory needs, whatever the objects are: writing before each
 * commit, scans in pieces, numbers in few bytes.
 */
package io.iotpipeline.streamsapp.store;
