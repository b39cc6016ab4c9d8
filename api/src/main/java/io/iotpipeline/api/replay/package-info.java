/** Replays of rejected records, one at a time, with the code of the verb. */
package io.iotpipeline.api.replay;
