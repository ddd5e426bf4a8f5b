package dev.countersign.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.countersign.api.ErrorCode;
import dev.countersign.api.Problem.FieldError;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTests {
  private final Fields fields = new Fields();

  @Test
  void tellsAllFaultsTogether() {
    fields.email("email", "nobody");
    fields.secret("password", null, 128);
    fields.text("note", "x".repeat(256), 255);
    fields.username("username", "fine_name");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(fields::verify)
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
          assertThat(problem.errors())
              .extracting(FieldError::field, FieldError::code)
              .containsExactly(
                  tuple("email", "not_an_email"),
                  tuple("password", "required"),
                  tuple("note", "too_long"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@b.co", "  first.last+tag@sub.example.org \n", "A_%-@EXAMPLE.Museum"})
  void acceptsAddressesStripped(String address) {
    assertThat(fields.email("email", address)).isEqualTo(address.strip());
    fields.verify();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a@b",
        "a b@example.org",
        "a@b.c",
        "@example.org",
        "a@example.org\nb",
        "ä@example.org",
        "a@example.org>"
      })
  void refusesWhatIsNoAddress(String text) {
    fields.email("email", text);
    assertThat(fields.faults()).hasSize(1);
  }

  @Test
  void refusesAnAddressBeyond254Characters() {
    fields.email("email", "a".repeat(243) + "@example.org");
    assertThat(fields.faults()).extracting(FieldError::code).containsExactly("too_long");
  }

  @Test
  void acceptsUrlsWithSchemeAndHost() {
    assertThat(fields.url("url", " https://example.org:8443/hook?x=1 "))
        .isEqualTo("https://example.org:8443/hook?x=1");
    fields.url("url", "HTTP://localhost");
    fields.verify();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "http:/x",
        "//x",
        "http://a b"
      })
  void refusesOtherUrls(String text) {
    fields.url("url", text);
    assertThat(fields.faults()).extracting(FieldError::code).containsExactly("not_a_url");
  }

  @Test
  void refusesLongTextInsteadOfCuttingIt() {
    assertThat(fields.text("note", "ä".repeat(255) + " ", 255)).hasSize(255);
    fields.verify();
    fields.text("note", "ä".repeat(256), 255);
    assertThat(fields.faults()).extracting(FieldError::code).containsExactly("too_long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u0007b", "a\ud800b", "a\u009bb", "a\nb"})
  void refusesControlCharactersAndHalfSurrogates(String text) {
    fields.text("note", text, 255);
    assertThat(fields.faults()).extracting(FieldError::code).containsExactly("control_characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "a b",
        "a@b.co",
        "a.bc",
        "аbc",
        "usr_01jd0000000000000000000000",
        "äbc",
        "<script>"
      })
  void refusesWhatIsNoUsername(String text) {
    fields.username("username", text);
    assertThat(fields.faults()).extracting(FieldError::code).containsExactly("not_a_username");
  }

  @Test
  void readsAnAbsentUsernameAsNone() {
    assertThat(fields.optionalUsername("username", null)).isEmpty();
    fields.verify();
  }

  @Test
  void keepsTheSpacesOfAPassword() {
    assertThat(fields.secret("password", " pass word ", 128).reveal()).isEqualTo(" pass word ");
    fields.verify();
  }

  @Test
  void readsAFormOfTheFeaturesOwn() {
    assertThat(fields.parsed("n", "12", 5, text -> Optional.of(Integer.valueOf(text)), "Number."))
        .contains(12);
    fields.verify();
    fields.parsed("n", "x", 5, text -> Optional.empty(), "Give a number.");
    assertThat(fields.faults()).containsExactly(new FieldError("n", "malformed", "Give a number."));
  }

  @Test
  void namesItemsOfAList() {
    Fields item = Fields.ofItem("items", 3);
    item.text("amount", null, 10);
    fields.include(item);
    assertThat(fields.faults()).extracting(FieldError::field).containsExactly("items[3].amount");
  }

  @Test
  void neverRepeatsTheInput() {
    fields.email("email", "<script>alert(1)</script>");
    assertThat(fields.faults().toString()).doesNotContain("script");
  }
}
