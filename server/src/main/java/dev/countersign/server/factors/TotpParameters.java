package dev.countersign.server.factors;

/**
 * How an authenticator app makes its codes. The default is what every app can do.
 *
 * @param digits 6 to 8
 * @param periodSeconds for how long a code is shown: 15 to 60
 */
record TotpParameters(TotpAlgorithm algorithm, int digits, int periodSeconds) {
  static final TotpParameters USUAL = new TotpParameters(TotpAlgorithm.SHA1, 6, 30);
  static final int DIGITS_MIN = 6;
  static final int DIGITS_MAX = 8;
  static final int PERIOD_MIN = 15;
  static final int PERIOD_MAX = 60;

  TotpParameters {
    if (digits < DIGITS_MIN || digits > DIGITS_MAX) {
      throw new IllegalArgumentException("a code has 6 to 8 digits, not " + digits);
    }
    if (periodSeconds < PERIOD_MIN || periodSeconds > PERIOD_MAX) {
      throw new IllegalArgumentException("a code lasts 15 to 60 seconds, not " + periodSeconds);
    }
  }
}
