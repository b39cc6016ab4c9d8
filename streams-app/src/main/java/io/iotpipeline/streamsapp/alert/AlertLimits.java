package io.iotpipeline.streamsapp.alert;

/** The fixed limits of a metric, in its unit; NaN where there is none. */
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

  /** Readings below it raise an alert. */
  double low(String metric);

  /** Readings above it raise an alert. */
  double high(String metric);
}
