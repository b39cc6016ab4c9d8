/** What people say about sensors: the topic {@code sensor-descriptions}. */
package io.iotpipeline.admin.register;
