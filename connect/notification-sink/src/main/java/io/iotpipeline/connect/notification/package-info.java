/**
 * Two Kafka Connect sinks: {@link io.iotpipeline.connect.notification.WebhookSinkConnector} posts
 * each record of a topic to a URL, {@link
 * io.iotpipeline.connect.notification.AlertmanagerSinkConnector} keeps an Alertmanager informed of
 * the alerts that are open.
 */
package io.iotpipeline.connect.notification;
