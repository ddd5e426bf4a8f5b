package dev.countersign.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTests {
  @ParameterizedTest
  @CsvSource({
    "paypal, PAYPAL",
    "paypal, paypaI",
    "paypal, PaypaI",
    "paypal, paypa1",
    "bob, b0b",
    "bOb, b0b",
    "modem, modern",
    "Max, rnax",
    "l1I, III",
    "ill, Ill"
  })
  void takesNamesThatLookAlikeForOne(String name, String other) {
    assertThat(alike(name, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"ann, anne", "bob, bab", "a-b, a_b", "user2, userz", "ann5, anns"})
  void keepsApartNamesThatDoNot(String name, String other) {
    assertThat(alike(name, other)).isFalse();
  }

  @Test
  void foldsCaseAndForm() {
    assertThat(Names.folded(" \uFF21nn ")).isEqualTo("ann");
    assertThat(Names.foldedEmail("Ann@B\u00FCCHER.example"))
        .isEqualTo("ann@xn--bcher-kva.example")
        .isEqualTo(Names.foldedEmail("ann@b\u00FCcher.EXAMPLE"))
        .isEqualTo(Names.foldedEmail("ANN@xn--bcher-kva.example"));
  }

  @Test
  void tellsADomainInAnotherScriptFromTheOneItLooksLike() {
    assertThat(Names.foldedEmail("ann@\u0430pple.com"))
        .isEqualTo("ann@xn--pple-43d.com")
        .isNotEqualTo(Names.foldedEmail("ann@apple.com"));
  }

  // Two names are one where either spelling is.
  private static boolean alike(String name, String other) {
    return Names.folded(name).equals(Names.folded(other))
        || Names.skeleton(name).equals(Names.skeleton(other));
  }
}
