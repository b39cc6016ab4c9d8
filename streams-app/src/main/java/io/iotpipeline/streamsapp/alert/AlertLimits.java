package io.iotpipeline.streamsapp.alert;

/** The fixed limits of metrics, in their units; NaN for none. */
public interface AlertLimits {

  AlertLimits NONE =
      new AlertLimits() {
        @Override
        public double low(String metric) {
          return Double.NaN;
        }

        @Override
        public double high(String metric) {
          return Double.NaN;
        }
      };

  /** Readings below this limit raise an alert. */
  double low(String metric);

  /** Readings above this limit raise an alert. */
  double high(String metric);
}
