/**
 * Breaks one guarantee on purpose, to show that a run notices it. Nothing here changes production
 * code: a connector gets another configuration, or a server gets one jar more, with the two classes
 * that run inside it.
 */
package io.iotpipeline.chaos.sabotage;
