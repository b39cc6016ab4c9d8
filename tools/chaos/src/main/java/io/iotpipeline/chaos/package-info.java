/**
 * Runs a pipeline of its own, does to it what happens in production and worse, and verifies that
 * nothing is lost and nothing counts twice.
 */
package io.iotpipeline.chaos;
