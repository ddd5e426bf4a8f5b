package dev.countersign.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedClientTests {
  private static final String PROXY = "10.0.0.1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7                                | 203.0.113.7
          1.1.1.1, 203.0.113.7                       | 203.0.113.7
          203.0.113.7, 10.0.0.9                      | 203.0.113.7
          1.1.1.1, 203.0.113.7, 10.0.0.9, 10.0.0.8   | 203.0.113.7
          203.0.113.7:4711                           | 203.0.113.7
          2001:db8::7                                | 2001:db8:0:0:0:0:0:7
          [2001:db8::7]                              | 2001:db8:0:0:0:0:0:7
          [2001:db8::7]:4711                         | 2001:db8:0:0:0:0:0:7
          ::ffff:203.0.113.7                         | 203.0.113.7
          unknown                                    | 10.0.0.1
          _hidden                                    | 10.0.0.1
          203.0.113.7, unknown                       | 10.0.0.1
          203.0.113.7, unknown, 10.0.0.9             | 10.0.0.9
          203.0.113.7, , 10.0.0.9                    | 10.0.0.9
          203.0.113.256                              | 10.0.0.1
          203.0.113                                  | 10.0.0.1
          3405803783                                 | 10.0.0.1
          203.0.113.07                               | 10.0.0.1
          203.0.113.7.                               | 10.0.0.1
          203.0.113.7:99999999                       | 10.0.0.1
          fe80::1%eth0                               | 10.0.0.1
          [2001:db8::7                               | 10.0.0.1
          localhost                                  | 10.0.0.1
          evil.example, 203.0.113.7                  | 203.0.113.7
          10.0.0.9, 10.0.0.8                         | 10.0.0.9
          """)
  void walksFromRightToLeftAsLongAsProxiesAreTrusted(String header, String client) {
    assertThat(client(PROXY, ForwardedClient.hops(List.of(header)))).isEqualTo(client);
  }

  @Test
  void readsSeveralLinesAsOne() {
    assertThat(client(PROXY, ForwardedClient.hops(List.of("1.1.1.1", "203.0.113.7, 10.0.0.9"))))
        .isEqualTo("203.0.113.7");
  }

  @Test
  void believesNothingOfStrangers() {
    assertThat(client("198.51.100.1", List.of("203.0.113.7"))).isEqualTo("198.51.100.1");
  }

  @Test
  void walksNoFurtherThanThirtyTwoHops() {
    List<String> hops = Collections.nCopies(10_000, "10.0.0.7");
    assertThat(client(PROXY, hops)).isEqualTo("10.0.0.7");
    assertThat(client(PROXY, List.of())).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for=203.0.113.7;proto=https                          | 203.0.113.7
          For="203.0.113.7:4711"                               | 203.0.113.7
          for="[2001:db8::7]:4711";by=203.0.113.43             | 2001:db8:0:0:0:0:0:7
          for=1.1.1.1, for=203.0.113.7;host=a;proto=http       | 203.0.113.7
          for=203.0.113.7, for=10.0.0.9                        | 203.0.113.7
          for=203.0.113.7, proto=https, for=10.0.0.9           | 10.0.0.9
          for=unknown                                          | 10.0.0.1
          for="_gazonk"                                        | 10.0.0.1
          for="203.0.113.7                                     | 10.0.0.1
          proto=https                                          | 10.0.0.1
          """)
  void readsTheStandardsHeader(String header, String client) {
    assertThat(client(PROXY, ForwardedClient.values(List.of(header), "for"))).isEqualTo(client);
  }

  private static String client(String peer, List<String> hops) {
    return ForwardedClient.of(peer, hops, address -> address.startsWith("10."));
  }
}
