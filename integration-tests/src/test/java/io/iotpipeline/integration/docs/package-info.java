/** Tests that hold documents against the sources. */
package io.iotpipeline.integration.docs;
