package io.iotpipeline.connect.notification;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The keys of both connectors, their defaults and what they mean. */
final class NotificationKeys {

  static final String URL = "url";
  static final String AUTHORIZATION = "authorization";
  static final String USER = "basic.auth.username";
  static final String PASSWORD = "basic.auth.password";
  static final String CONTENT_TYPE = "content.type";
  static final String REQUEST_TIMEOUT = "request.timeout.ms";
  static final String BACKOFF = "retry.backoff.ms";
  static final String MAX_BACKOFF = "retry.backoff.max.ms";
  static final String BATCH_SIZE = "batch.max.size";
  static final String TEMPLATE = "body.template";
  static final String KINDS = "kinds";
  static final String NOT_BEFORE = "not.before";
  static final String RESEND = "resend.interval.ms";
  static final String VALIDITY = "alert.validity.ms";
  static final String SETTLE = "settle.ms";
  static final String MAX_OPEN = "max.open.alerts";

  private NotificationKeys() {}

  static ConfigDef webhook() {
    return common()
        .define(
            BATCH_SIZE,
            ConfigDef.Type.INT,
            1,
            Range.between(1, 1000),
            Importance.MEDIUM,
            "Records per request. 1: one object; more: an array.")
        .define(
            CONTENT_TYPE,
            ConfigDef.Type.STRING,
            "application/json",
            Importance.LOW,
            "Content-Type of the requests.")
        .define(
            TEMPLATE,
            ConfigDef.Type.STRING,
            "",
            Importance.MEDIUM,
            "Body for a record, with placeholders ${field}. Empty: all fields as a JSON object.")
        .define(
            KINDS,
            ConfigDef.Type.LIST,
            "",
            Importance.MEDIUM,
            "Only records with these values in their field kind. Empty: all.")
        .define(
            NOT_BEFORE,
            ConfigDef.Type.STRING,
            "1970-01-01T00:00:00Z",
            NotificationKeys::requireTime,
            Importance.MEDIUM,
            "Only records that came into the topic at this time or later, so that a new connector"
                + " does not begin with the alerts of the last month. ISO-8601, UTC.");
  }

  private static void requireTime(String key, Object value) {
    try {
      Instant.parse(String.valueOf(value));
    } catch (DateTimeParseException e) {
      throw new ConfigException(key, value, "is not a time such as 2026-11-27T10:00:00Z");
    }
  }

  static ConfigDef alertmanager() {
    return common()
        .define(
            BATCH_SIZE,
            ConfigDef.Type.INT,
            500,
            Range.between(1, 10_000),
            Importance.LOW,
            "Alerts per request.")
        .define(
            RESEND,
            ConfigDef.Type.LONG,
            60_000L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How often the open alerts are sent again.")
        .define(
            VALIDITY,
            ConfigDef.Type.LONG,
            3_600_000L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How long Alertmanager keeps an alert open without hearing of it, and how long an end"
                + " is sent again.")
        .define(
            SETTLE,
            ConfigDef.Type.LONG,
            30_000L,
            Range.atLeast(0),
            Importance.LOW,
            "A partition counts as read at a start when it has given a record that is newer than"
                + " the start, or when, after older ones, it has given none for this long.")
        .define(
            MAX_OPEN,
            ConfigDef.Type.INT,
            20_000,
            Range.atLeast(1),
            Importance.LOW,
            "The greatest number of alerts that a task keeps, with those that have ended lately. A"
                + " further one replaces one that has ended, or the one longest not repeated.");
  }

  private static ConfigDef common() {
    ConfigDef definition =
        new ConfigDef()
            .define(
                URL,
                ConfigDef.Type.PASSWORD,
                ConfigDef.NO_DEFAULT_VALUE,
                Importance.HIGH,
                "http or https URL that takes a POST. Not shown, as many of them contain a secret.")
            .define(
                AUTHORIZATION,
                ConfigDef.Type.PASSWORD,
                "",
                Importance.HIGH,
                "Value of the header Authorization, instead of a user name and a password.")
            .define(
                USER,
                ConfigDef.Type.STRING,
                "",
                Importance.HIGH,
                "User name of basic authentication.")
            .define(
                PASSWORD,
                ConfigDef.Type.PASSWORD,
                "",
                Importance.HIGH,
                "Password of basic authentication.")
            .define(
                REQUEST_TIMEOUT,
                ConfigDef.Type.LONG,
                10_000L,
                Range.between(1, 60_000),
                Importance.LOW,
                "How long to wait for an answer.")
            .define(
                BACKOFF,
                ConfigDef.Type.LONG,
                1_000L,
                Range.atLeast(1),
                Importance.MEDIUM,
                "The first wait after a failure; it doubles with each further one.")
            .define(
                MAX_BACKOFF,
                ConfigDef.Type.LONG,
                60_000L,
                Range.atLeast(1),
                Importance.MEDIUM,
                "The longest wait between two attempts.");
    return TlsStores.define("", definition);
  }
}
