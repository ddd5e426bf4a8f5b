package dev.countersign.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published lists of good and bad addresses, whole. What we refuse of the good ones is written
 * down: quoted names, addresses of hosts, names without a dot, and characters that the rule leaves
 * out.
 */
class EmailAddressesTests {
  private static final Set<String> GOOD_BUT_REFUSED =
      Set.of(
          "name@129.129.129.129",
          "name@[129.129.129.129]",
          "much.\"more\\ unusual\"@address.com",
          "very.unusual.\"@\".unusual.com@address.com",
          "very.\"(),:;<>[]\".VERY.\"very@\\\\ \"very\".unusual@strange.address.com",
          "abcdefghijklmnopqrstuvwxyz!#$%&'*+-/=?^_`{|}~.0123456789@abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.com",
          "{jacco'vantuijl}@address.server",
          "\"Jacco\\@test\"@address.com",
          "\"Jacco van Tuijl\"@address.com",
          "\"Jacco\\\\test\"@address.com",
          "\"Jacco@test\"@address.com",
          "Jacco/van=Tuijl@address.com",
          "\\$A12345@address.com",
          "!def!abc%dfg@address.com",
          "\"jacco.vantuijl.@.address.com\"@address.com",
          "jacco@mailserver1",
          "#!$%&'*+-/=?^_`{}|~@address.org",
          "\"()<>[]:,;@\\\\\\\"!#$%&'*+-/=?^_`{}| ~.a\"@address.org",
          "\" \"@address.org",
          "\u00FC\u00F1\u00EE\u00E7\u00F8\u00F0\u00E9@address.com",
          "\u00FC\u00F1\u00EE\u00E7\u00F8\u00F0\u00E9@\u00FC\u00F1\u00EE\u00E7\u00F8\u00F0\u00E9.com");

  /** Bad to whoever wrote the list for the spaces around it, which we strip. */
  private static final Set<String> BAD_BUT_STRIPPED =
      Set.of("notallowed@example.com ", " notallowed@example.com");

  @Test
  void readsTheListOfGoodAddressesButForWhatIsWrittenDown() throws IOException {
    assertThat(lines("valid-email-addresses.txt"))
        .hasSizeGreaterThan(25)
        .allSatisfy(line ->
            assertThat(isAccepted(line)).as(line).isEqualTo(!GOOD_BUT_REFUSED.contains(line)));
  }

  @Test
  void refusesTheListOfBadAddresses() throws IOException {
    assertThat(lines("invalid-email-addresses.txt"))
        .hasSizeGreaterThan(20)
        .filteredOn(line -> !BAD_BUT_STRIPPED.contains(line))
        .noneMatch(EmailAddressesTests::isAccepted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org\n",
        "ann@example.org\r\nBcc: eve@example.org",
        "ann@@example.org",
        "ann@example..org",
        "ann@.example.org",
        "ann@example.org.",
        "ann@-example.org",
        "ann@example-.org",
        "ann@exam_ple.org",
        "ann@example.1rg",
        "ann@example.c",
        ".ann@example.org",
        "ann.@example.org",
        "a..b@example.org",
        "ann@example.org ",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org"
      })
  void refusesWholeTextsThatOnlyHoldAnAddress(String text) {
    assertThat(EmailAddresses.isValid(text)).isFalse();
  }

  @Test
  void writesADomainOfOtherLettersInAscii() {
    assertThat(EmailAddresses.inAscii("ann@b\u00FCcher.example"))
        .contains("ann@xn--bcher-kva.example");
    assertThat(EmailAddresses.inAscii("ann@\u043F\u043E\u0447\u0442\u0430.\u0440\u0444"))
        .hasValueSatisfying(address -> assertThat(EmailAddresses.isValid(address)).isTrue());
    assertThat(EmailAddresses.inAscii("Ann@Example.org")).contains("Ann@Example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@stra\u00DFe.example",
        "ann@a\u200Db.example",
        "ann@a\u0000\u00FC.example",
        "ann@\uD800\u00FC.example"
      })
  void saysNothingOfADomainThatCouldBeTwo(String address) {
    assertThat(EmailAddresses.inAscii(address)).isEmpty();
  }

  private static boolean isAccepted(String line) {
    Fields fields = new Fields();
    fields.email("email", line);
    return fields.faults().isEmpty();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EmailAddressesTests.class.getResourceAsStream("/hostile-input/email/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    }
  }
}
