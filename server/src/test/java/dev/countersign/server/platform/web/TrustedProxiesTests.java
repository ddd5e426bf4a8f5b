package dev.countersign.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.web.TrustedProxies.Header;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word on a client is taken. */
class TrustedProxiesTests {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.0.0.2, false",
    "127a0.0.1, false",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::2, false",
    "::ffff:127.0.0.1, true",
    "10.200.3.4, true",
    "11.0.0.1, false",
    "2001:db8:1::7, true",
    "2001:db9::1, false",
    "unknown, false",
  })
  void areAddressesAndNetworks(String address, boolean believed) {
    TrustedProxies trusted =
        new TrustedProxies(
            List.of(" 127.0.0.1", "::1 ", "", "10.0.0.0/8", "2001:db8::/32"),
            Header.X_FORWARDED_FOR);
    assertThat(trusted.believed().test(address)).isEqualTo(believed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0", ".*", "proxy.internal.invalid"})
  void areNothingElse(String proxy) {
    assertThatThrownBy(() -> new TrustedProxies(List.of(proxy), Header.X_FORWARDED_FOR))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(proxy);
  }
}
