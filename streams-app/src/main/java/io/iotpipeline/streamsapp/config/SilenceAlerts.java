package io.iotpipeline.streamsapp.config;

import java.util.Locale;

/** Which silent sensors raise an alert. */
public enum SilenceAlerts {
  /** Those with an expected interval, given or learnt. */
  ALL,
  /** Those whose expected interval is given. */
  GIVEN,
  NONE;

  static SilenceAlerts of(String value) {
    return valueOf(value.toUpperCase(Locale.ROOT));
  }

  /**
   * @param given whether the expected interval of the sensor is given
   */
  public boolean covers(boolean given) {
    return this == ALL || (this == GIVEN && given);
  }
}
