/** Sets up a pipeline whose servers run elsewhere, and keeps its addresses. */
package io.iotpipeline.admin.remote;
