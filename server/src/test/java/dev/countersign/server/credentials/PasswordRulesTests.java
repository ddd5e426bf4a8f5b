package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.credentials.Weakness.Kind;
import dev.countersign.server.platform.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of the default profile over the whole list, and over what people make of its entries.
 */
class PasswordRulesTests {
  private static final List<String> COMMON = CredentialsConfiguration.commonPasswords();
  private static final PasswordRules RULES = new PasswordRules(COMMON);
  private static final PasswordPolicy POLICY = PasswordProfile.NIST.policy();

  @Test
  void readsTheWholeList() {
    assertThat(COMMON).hasSize(30_000).startsWith("123456", "password");
  }

  @Test
  void refusesEveryEntryOfTheList() {
    assertThat(acceptedOf(entry -> entry)).isEmpty();
  }

  @Test
  void refusesEveryEntryRepeatedToLength() {
    assertThat(acceptedOf(entry -> entry.repeat(1 + 15 / entry.length()))).isEmpty();
  }

  @Test
  void refusesEveryEntryRepeatedAndCut() {
    assertThat(acceptedOf(entry -> entry.length() > 14 ? entry : entry.repeat(4).substring(0, 15)))
        .isEmpty();
  }

  @Test
  void refusesEveryEntryWithDigitsAppended() {
    assertThat(acceptedOf(entry -> entry + "2024198712345678")).isEmpty();
  }

  @Test
  void refusesEveryEntryWithSymbolsAndDigitsAppended() {
    assertThat(acceptedOf(entry -> entry + "!2024#1987?12345")).isEmpty();
  }

  @Test
  void refusesEveryEntryWithASeparatorRepeated() {
    assertThat(acceptedOf(entry -> (entry + "-").repeat(4) + entry)).isEmpty();
  }

  @Test
  void refusesEveryEntryInDisguise() {
    UnaryOperator<String> disguise =
        entry ->
            entry
                .toUpperCase(Locale.ROOT)
                .replace('A', '@')
                .replace('O', '0')
                .replace('I', '1')
                .replace('E', '3')
                .replace('S', '$')
                .replace('T', '7')
                .repeat(4);
    assertThat(acceptedOf(disguise)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "violet teapot over Brno",
        "my cat Miso eats 3 olives",
        "Tr0ub4dor&3 was a bad idea",
        "k3$Fq9!vBx27#Lp",
        "zażółć gęślą jaźń",
        "полночный трамвай едет",
        "雨の日は図書館で本を読む人が多い",
        "pass the butter, please",
        "0f8fad5b-d9cb-469f-a165-70867728950e",
        "dragonflies over the monkey puzzle"
      })
  void acceptsGoodPassphrases(String password) {
    assertThat(weaknesses(password)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ｐａｓｓｗｏｒｄ12345678",
        "pass\u200bword12345678",
        "pässwörd12345678",
        "12345678password",
        "P@$$w0rd!P@$$w0rd!",
        "1etmein!!!!!!!!!!",
        "passwordPasswor"
      })
  void refusesCommonOnesInOtherSpellings(String password) {
    assertThat(weaknesses(password)).containsExactly(Kind.COMMON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign2026!",
        "C0unter$ign-C0unter$ign",
        "brunhilde@example.com",
        "brunhilde1234567",
        "hilde.von.bingen-99",
        "bingen!!!!!!!!!!!!",
        "wolkenkuckuck42424242"
      })
  void refusesWhatIsMadeOfTheOwnerOrTheService(String password) {
    PasswordOwner owner =
        PasswordOwner.named("hilde.von.bingen", "brunhilde@example.com", "wolkenkuckuck7");
    assertThat(kinds(RULES.judge(POLICY, Secret.of(password), owner)))
        .containsExactly(Kind.PERSONAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zzzzzzzzzzzzzzzz", "ababababababababab", "x9!x9!x9!x9!x9!x9!"})
  void refusesRepetitionOfLittle(String password) {
    assertThat(weaknesses(password)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcdefghijklmnopq", "qwertyuiopasdfgh", "ponmlkjihgfedcba"})
  void refusesWalks(String password) {
    assertThat(weaknesses(password)).isNotEmpty();
  }

  @Test
  void countsCharactersNotUnits() {
    assertThat(weaknesses("🦊🐙🌵🎻🛶🧭🪁🥁🦉🍄🐌🪶🧵🎈")).containsExactly(Kind.TOO_SHORT);
    assertThat(weaknesses("🦊🐙🌵🎻🛶🧭🪁🥁🦉🍄🐌🪶🧵🎈🔔")).isEmpty();
  }

  @Test
  void countsAfterComposing() {
    assertThat(weaknesses("e\u0301".repeat(3) + "xkqwvbnmhgj")).containsExactly(Kind.TOO_SHORT);
  }

  @Test
  void takesExactly256Characters() {
    String words = "walking under umbrellas in october ".repeat(8);
    assertThat(weaknesses("q" + words.substring(0, 255))).isEmpty();
    assertThat(weaknesses("q" + words.substring(0, 256))).containsExactly(Kind.TOO_LONG);
    assertThat(weaknesses("x".repeat(100_000))).containsExactly(Kind.TOO_LONG);
  }

  @Test
  void refusesHalfACharacter() {
    assertThat(weaknesses("fifteen long and \ud83e broken")).containsExactly(Kind.NOT_TEXT);
  }

  @Test
  void tellsAllThatIsWrong() {
    assertThat(weaknesses("password")).containsExactly(Kind.TOO_SHORT, Kind.COMMON);
  }

  @Test
  void judgesTheLongestHostileOneQuickly() {
    // 256 characters that are all trimmed and all repeat are the most work there is.
    assertThat(weaknesses("1!".repeat(128))).isNotEmpty();
    assertThat(weaknesses("a1!".repeat(85))).isNotEmpty();
    assertThat(weaknesses("!1a".repeat(85) + "!".repeat(1))).isNotEmpty();
  }

  private static List<Kind> weaknesses(String password) {
    return kinds(RULES.judge(POLICY, Secret.of(password), PasswordOwner.named()));
  }

  private static List<Kind> kinds(PasswordValidation validation) {
    return validation.errors().stream().map(Weakness::kind).toList();
  }

  private static List<String> acceptedOf(UnaryOperator<String> change) {
    List<String> accepted = new ArrayList<>();
    for (String entry : COMMON) {
      String password = change.apply(entry);
      List<Kind> found = weaknesses(password);
      if (!found.contains(Kind.COMMON)) {
        accepted.add(password);
      }
    }
    return accepted;
  }
}
