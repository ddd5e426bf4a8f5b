package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.PasswordPolicy.MaxAgeFor;
import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each profile against its own requirements. */
class PasswordProfilesTests {
  private static final PasswordRules RULES =
      new PasswordRules(CredentialsConfiguration.commonPasswords());
  private static final PasswordPolicy NIST = PasswordProfile.NIST.policy();
  private static final PasswordPolicy VALUEVERSE = PasswordProfile.VALUEVERSE.policy();
  private static final PasswordPolicy PAYYMO = PasswordProfile.PAYYMO.policy();
  private static final PasswordPolicy FOG = PasswordProfile.FOG.policy();

  @Test
  void nistAsksForFifteenCharactersAndNoKindsOfThem() {
    assertThat(errors(NIST, "violet staple")).containsExactly(Kind.TOO_SHORT);
    assertThat(errors(NIST, "violet staple h")).isEmpty();
  }

  @Test
  void nistAsksForEightBesideASecondFactor() {
    PasswordOwner owner = PasswordOwner.named().withSecondFactor();
    assertThat(errors(NIST, "violetk", owner)).containsExactly(Kind.TOO_SHORT);
    assertThat(errors(NIST, "violet k", owner)).isEmpty();
  }

  @Test
  void nistNeverAsksForAnotherWithoutCause() {
    assertThat(NIST.ageing().expires(PasswordOwner.named().asPrivileged())).isFalse();
    assertThat(NIST.ageing().history()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "Kd7!vQm2xTz, TOO_SHORT",
    "kd7!vqm2xtzw, NO_UPPERCASE",
    "KD7!VQM2XTZW, NO_LOWERCASE",
    "Kdg!vQmgxTzw, NO_DIGIT",
    "Kd7avQm2xTzw, NO_SPECIAL",
    "Kd7!vQm2xabc, SEQUENCE",
    "Kd7!vQm2x321, SEQUENCE",
    "Kd7!vQm2xCBA, SEQUENCE",
    "Kd7!vQm2xooooz, REPEATED",
    "Password1!Password1!, COMMON",
  })
  void valueverseRefuses(String password, Kind kind) {
    assertThat(errors(VALUEVERSE, password)).containsExactly(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kd7!vQm2xTzw",
        "Violet-Teapot9-Over",
        "Kd7`vQm2xTzw",
        "Kd7|vQm2xTzw",
        "Kd7oooQm2x-T"
      })
  void valueverseAccepts(String password) {
    assertThat(errors(VALUEVERSE, password)).isEmpty();
  }

  // The system that asked for these rules gave this as a good password; its own rule refuses it.
  @Test
  void valueverseRefusesItsOwnExampleForItsSequence() {
    assertThat(errors(VALUEVERSE, "MySecureP@ssw0rd123")).containsExactly(Kind.SEQUENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Kd7!Gertrude-xTz", "Kd7!gERTrude2-xTz", "x9-HILDE-Kd7!vQ"})
  void valueverseRefusesTheOwnersNamesAnywhere(String password) {
    PasswordOwner owner = PasswordOwner.named("Gertrude", "hilde@example.com");
    assertThat(errors(VALUEVERSE, password, owner)).containsExactly(Kind.PERSONAL);
  }

  @Test
  void valueverseTakesTheDomainOfAnAddressForNobodysName() {
    assertThat(errors(VALUEVERSE, "Kd7!Example-xTz", PasswordOwner.named("hilde@example.com")))
        .isEmpty();
  }

  @Test
  void valueverseTakesFrom12To128Characters() {
    String good = "Kd7!vQm2xTzw-Rb5?nHp9";
    String long128 = good.repeat(7).substring(0, 128);
    assertThat(errors(VALUEVERSE, long128)).isEmpty();
    assertThat(errors(VALUEVERSE, long128 + "x")).containsExactly(Kind.TOO_LONG);
  }

  @Test
  void valueverseRemembersTwelveAndAgesThoseOfThePrivileged() {
    assertThat(VALUEVERSE.ageing().history()).isEqualTo(12);
    assertThat(VALUEVERSE.ageing().minDays()).isEqualTo(1);
    assertThat(VALUEVERSE.ageing().maxDays()).isEqualTo(90);
    assertThat(VALUEVERSE.ageing().maxAgeFor()).isEqualTo(MaxAgeFor.PRIVILEGED);
    assertThat(VALUEVERSE.ageing().expires(PasswordOwner.named())).isFalse();
    assertThat(VALUEVERSE.ageing().expires(PasswordOwner.named().asPrivileged())).isTrue();
  }

  @Test
  void valueverseRecommendsFourteenAndTakesPassphrases() {
    assertThat(warnings(VALUEVERSE, "Kd7!vQm2xTzw")).containsExactly(Kind.SHORTER_THAN_RECOMMENDED);
    assertThat(warnings(VALUEVERSE, "Kd7!vQm2xTzwRb")).isEmpty();
    assertThat(errors(VALUEVERSE, "Seven quiet llamas, 4 red boats")).isEmpty();
  }

  @Test
  void payymoAcceptsItsOwnTestPassword() {
    assertThat(errors(PAYYMO, "SecurePassword123!")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SecureGate7!, ''",
    "SecureGat7!, TOO_SHORT",
    "securegate7!, NO_UPPERCASE",
    "SECUREGATE7!, NO_LOWERCASE",
    "SecureGates!, NO_DIGIT",
    "SecureGate77, NO_SPECIAL",
    // Not among its special characters.
    "SecureGate7-, NO_SPECIAL",
    "SecureGate7_, NO_SPECIAL",
    "SecureGate7?, ''",
  })
  void payymoAsksForFourKinds(String password, String kind) {
    assertThat(errors(PAYYMO, password).stream().map(Kind::name))
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
  }

  @Test
  void payymoTakesEachOfItsSpecialCharacters() {
    "!@#$%^&*(),.?\":{}|<>"
        .chars()
        .forEach(special -> assertThat(errors(PAYYMO, "SecureGate77" + (char) special)).isEmpty());
  }

  @Test
  void payymoTakesAtMost128Characters() {
    String good = "SecureGate7!".repeat(11);
    assertThat(errors(PAYYMO, "Zr" + good.substring(0, 126))).doesNotContain(Kind.TOO_LONG);
    assertThat(errors(PAYYMO, "Zr" + good.substring(0, 127))).contains(Kind.TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "Kqv7wzr, TOO_SHORT",
    "kqv7wzrt, NO_UPPERCASE",
    "KQV7WZRT, NO_LOWERCASE",
    "Kqvxwzrt, NO_DIGIT",
    "Kqv7wzrt, ''",
  })
  void fogAsksForEightCharactersOfThreeKinds(String password, String kind) {
    assertThat(errors(FOG, password).stream().map(Kind::name))
        .isEqualTo(kind.isEmpty() ? List.of() : List.of(kind));
  }

  @Test
  void fogTakesAtMost100Characters() {
    String good = "Kqv7wzrt walking under umbrellas ".repeat(4);
    assertThat(errors(FOG, good.substring(0, 100))).isEmpty();
    assertThat(errors(FOG, good.substring(0, 101))).containsExactly(Kind.TOO_LONG);
  }

  private static List<Kind> errors(PasswordPolicy policy, String password) {
    return errors(policy, password, PasswordOwner.named());
  }

  private static List<Kind> errors(PasswordPolicy policy, String password, PasswordOwner owner) {
    return RULES.judge(policy, Secret.of(password), owner).errors().stream()
        .map(Weakness::kind)
        .toList();
  }

  private static List<Kind> warnings(PasswordPolicy policy, String password) {
    return RULES.judge(policy, Secret.of(password), PasswordOwner.named()).warnings().stream()
        .map(Weakness::kind)
        .toList();
  }
}
