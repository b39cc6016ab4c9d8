/** What people see on the terminal, the same for all programs of the project. */
package io.iotpipeline.producer.terminal;
