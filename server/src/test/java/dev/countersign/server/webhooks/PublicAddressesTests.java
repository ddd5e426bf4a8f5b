package dev.countersign.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.web.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTests {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001::1",
        "2001:db8::1"
      })
  void refusesWhatIsNotPublic(String address) {
    assertThatThrownBy(() -> of(Map.of("host", List.of(address))).resolve("host"))
        .isInstanceOf(PublicAddresses.NotPublicException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111"})
  void findsWhatIs(String address) throws UnknownHostException {
    assertThat(of(Map.of("host", List.of(address))).resolve("host"))
        .containsExactly(InetAddress.ofLiteral(address));
  }

  @Test
  void refusesANameOfWhichOneAddressIsNot() {
    assertThatThrownBy(() -> of(Map.of("host", List.of("1.1.1.1", "10.0.0.1"))).resolve("host"))
        .isInstanceOf(PublicAddresses.NotPublicException.class);
  }

  @Test
  void letsThroughWhatTheOperatorAllows() throws UnknownHostException {
    PublicAddresses addresses =
        new PublicAddresses(
            names(Map.of("in", List.of("10.2.3.4"), "out", List.of("10.3.0.1"))),
            List.of(AddressRange.parse("10.2.0.0/16").orElseThrow()));
    assertThat(addresses.resolve("in")).hasSize(1);
    assertThatThrownBy(() -> addresses.resolve("out"))
        .isInstanceOf(PublicAddresses.NotPublicException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/",
        "https://user@example.org/",
        "https://example.org/#x",
        "ftp://example.org/",
        "https:///x",
        "file:///etc/passwd",
        "https://example.org:0/",
        "//example.org",
        "https://exa mple.org"
      })
  void takesNoOtherFormOfAddress(String url) {
    assertThat(new Destinations(of(Map.of()), false).parse(url)).isEmpty();
  }

  @Test
  void takesHttpsAndHttpWhereThatIsSet() {
    assertThat(new Destinations(of(Map.of()), false).parse("https://example.org:8443/in?x=1"))
        .contains(URI.create("https://example.org:8443/in?x=1"));
    assertThat(new Destinations(of(Map.of()), true).parse("http://example.org/in")).isPresent();
  }

  private static PublicAddresses of(Map<String, List<String>> names) {
    return new PublicAddresses(names(names), List.of());
  }

  private static DnsResolver names(Map<String, List<String>> names) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) throws UnknownHostException {
        List<String> found = names.get(host);
        if (found == null) {
          throw new UnknownHostException(host);
        }
        return found.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
