package dev.countersign.server.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.web.AddressRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a key may be used from. */
class KeyBoundsTests {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.1, 192.168.1.1, true",
    "192.168.1.1, 192.168.1.2, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true",
    "192.0.2.0/25, 192.0.2.127, true",
    "192.0.2.0/25, 192.0.2.128, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::1, 2001:DB8:0:0:0:0:0:1, true",
    "::/0, 2001:db8::1, true",
    "::1, ::1, true",
    "192.0.2.1, ::ffff:192.0.2.1, true",
    "fe80::/10, fe80::1%eth9, true",
    "192.0.2.1, garbage, false"
  })
  void holdAnAddressAgainstNetworks(String network, String address, boolean allowed) {
    KeyBounds bounds = KeyBounds.ofStored(List.of(network), List.of());
    assertThat(bounds.allowsAddress(address)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "10.1",
        "10.1.2",
        "010.1.2.999",
        "256.1.1.1",
        "1.2.3.4/33",
        "1.2.3.4/",
        "::/129",
        "2001:db8::/x",
        "host.example.org",
        "fe80::1%eth0",
        "1.2.3.4/-1",
        "::ffff:1.2.3.4/97"
      })
  void haveNoOtherForm(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void refuseWhatCannotBeTold() {
    KeyBounds bounds =
        KeyBounds.ofStored(List.of("0.0.0.0/0", "::/0"), List.of("https://app.example.org"));
    assertThat(bounds.allowsAddress(null)).isFalse();
    assertThat(bounds.allowsOrigin(null)).isFalse();
    assertThat(bounds.allowsOrigin("null")).isFalse();
    assertThat(bounds.allowsOrigin("https://app.example.org.evil.example")).isFalse();
    assertThat(bounds.allowsOrigin("HTTPS://App.example.org")).isTrue();
  }

  @Test
  void allowEverythingWhereThereAreNone() {
    KeyBounds none = KeyBounds.ofStored(List.of(), List.of());
    assertThat(none.allowsAddress(null)).isTrue();
    assertThat(none.allowsOrigin(null)).isTrue();
  }
}
