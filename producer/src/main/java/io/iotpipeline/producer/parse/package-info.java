/** Parses times and numbers from text. Imports no other package of the project. */
package io.iotpipeline.producer.parse;
