/** What a verb gets through its constructor: folders, output streams and the pipeline. */
package io.iotpipeline.cli.context;
