package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.secret.Secret;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures that come with a judgement. */
class PasswordStrengthTests {
  private static final PasswordRules RULES =
      new PasswordRules(CredentialsConfiguration.commonPasswords());
  private static final PasswordPolicy VALUEVERSE = PasswordProfile.VALUEVERSE.policy();

  @ParameterizedTest
  @CsvSource({
    // length × log2(26), log2(36), log2(62), log2(62 + 29 special characters)
    "kqvwzrtm, 37.60",
    "kqv7wzrt, 41.36",
    "Kqv7wzrt, 47.63",
    "Kqv7wz!t, 52.06",
    "7, 3.32",
  })
  void entropyIsLengthTimesTheLogarithmOfTheCharactersToChooseFrom(String password, String bits) {
    assertThat(judge(password).entropyBits()).isEqualTo(new BigDecimal(bits));
  }

  @Test
  void charactersOfNoKindCountAsThemselvesOnly() {
    assertThat(judge("雨雨").entropyBits()).isEqualTo(new BigDecimal("0.00"));
    assertThat(judge("雨の").entropyBits()).isEqualTo(new BigDecimal("2.00"));
  }

  @Test
  void warnsOfLessThanThirtyBits() {
    assertThat(judge("kqvwzr").warnings()).extracting(Weakness::kind).contains(Kind.LOW_ENTROPY);
    assertThat(judge("kqvwzrt").warnings())
        .extracting(Weakness::kind)
        .doesNotContain(Kind.LOW_ENTROPY);
  }

  @ParameterizedTest
  @CsvSource({"Kd7!vQm2xTzwRb, 1.00", "aabb, 0.50", "aaa, 0.33"})
  void diversityIsTheShareOfDifferentCharacters(String password, String share) {
    assertThat(judge(password).characterDiversity()).isEqualTo(new BigDecimal(share));
  }

  @ParameterizedTest
  @CsvSource({
    "Kd7!vQm2xTzwRb, 100",
    // A sequence costs 20, a repetition 15, a kind that is missing 15, too little length 30.
    "MySecureP@ssw0rd123, 80",
    "Kd7!vQm2xooooz, 85",
    "Kd7avQm2xTzwRb, 85",
    "Kd7!vQm2xTz, 70",
    // Too short, common, and three kinds missing.
    "password, 0",
  })
  void theScoreIsWhatPenaltiesLeave(String password, int score) {
    assertThat(judge(password).strengthScore()).isEqualTo(score);
  }

  @Test
  void eachWeaknessHasItsPenalty() {
    assertThat(Kind.TOO_SHORT.penalty()).isEqualTo(30);
    assertThat(Kind.TOO_LONG.penalty()).isEqualTo(10);
    assertThat(Kind.NO_DIGIT.penalty()).isEqualTo(15);
    assertThat(Kind.SEQUENCE.penalty()).isEqualTo(20);
    assertThat(Kind.REPEATED.penalty()).isEqualTo(15);
    assertThat(Kind.COMMON.penalty()).isEqualTo(40);
    assertThat(Kind.PERSONAL.penalty()).isEqualTo(25);
    assertThat(Kind.REUSED.penalty()).isEqualTo(30);
    assertThat(Kind.BREACHED.penalty()).isEqualTo(50);
    assertThat(Kind.LOW_ENTROPY.penalty()).isEqualTo(10);
  }

  @Test
  void theScoreNeverFallsBelowZero() {
    assertThat(judge("aaaa").strengthScore()).isZero();
  }

  private static PasswordValidation judge(String password) {
    return RULES.judge(VALUEVERSE, Secret.of(password), PasswordOwner.named());
  }
}
