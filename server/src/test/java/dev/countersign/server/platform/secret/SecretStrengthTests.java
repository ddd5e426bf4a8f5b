package dev.countersign.server.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStrengthTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "fifteen chars..",
        "aaaaaaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabcabc",
        "postgres-postgres",
        "CountersignCountersign1",
        "change-me-password-12",
        "admin1234admin1234"
      })
  void findsWhatCouldBeGuessed(String secret) {
    assertThat(SecretStrength.weakness(Secret.of(secret))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g3KJ-0qhV9_TzWw2mYbR",
        "violet teapot over Brno",
        "7d9c2f41b8e05a6377d9c2f41b8e05a6"
      })
  void acceptsWhatCouldNot(String secret) {
    assertThat(SecretStrength.weakness(Secret.of(secret))).isEmpty();
  }
}
