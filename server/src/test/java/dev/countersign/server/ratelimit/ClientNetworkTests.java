package dev.countersign.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientNetworkTests {
  @Test
  void countsAHouseholdOfIpv6AsOne() {
    assertThat(ClientNetwork.of("2001:db8:1:2:3::4"))
        .isEqualTo(ClientNetwork.of("2001:db8:1:2:ffff:1:2:3"))
        .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::4"));
  }

  @Test
  void readsAddressesWithAZone() {
    assertThat(ClientNetwork.of("0:0:0:0:0:0:0:1")).isEqualTo("0000000000000000/64");
    assertThat(ClientNetwork.of("fe80::1")).isEqualTo("fe80000000000000/64");
  }

  @Test
  void countsIpv4AddressesApart() {
    assertThat(ClientNetwork.of("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(ClientNetwork.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void countsWhatIsNoAddressAsOne() {
    assertThat(ClientNetwork.of("unknown")).isEqualTo(ClientNetwork.of("<b>"));
    assertThat(ClientNetwork.of("fe80::1%eth9")).isEqualTo(ClientNetwork.of("fe80::1"));
  }
}
