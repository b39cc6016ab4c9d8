/**
 * Records that a broken, careless or malicious device sends: one small generator per kind, each
 * with a seeded random. The generators need no broker, so that tests of any part can use them.
 */
package io.iotpipeline.chaos.hostile;
