/** Which fault happens when: a pure function of the seed and the options. */
package io.iotpipeline.chaos.schedule;
