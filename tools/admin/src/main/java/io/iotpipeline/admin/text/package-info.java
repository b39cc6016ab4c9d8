/** Text output for people that more than one part of the tools prints. */
package io.iotpipeline.admin.text;
