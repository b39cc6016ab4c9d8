package io.iotpipeline.api.live;

import java.util.Locale;

/** What a client can follow. */
public enum Stream {
  READINGS("reading"),
  ALERTS("alert"),
  QUARANTINE("quarantine"),
  PIPELINE("pipeline");

  private final String event;

  Stream(String event) {
    this.event = event;
  }

  /** Name of its events. */
  String event() {
    return event;
  }

  /** Its name in the parameter of clients. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
