/** Alerts that leave the pipeline: webhooks and Alertmanager. */
package io.iotpipeline.integration.notification;
