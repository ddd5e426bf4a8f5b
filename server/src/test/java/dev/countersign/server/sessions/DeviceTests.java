package dev.countersign.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.sessions.Device.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user agent and an address say of a device. */
class DeviceTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Firefox on Linux          | DESKTOP | Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
          Firefox on Windows        | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0
          Chrome on Windows         | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
          Edge on Windows           | DESKTOP | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
          Opera on macOS            | DESKTOP | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0
          Safari on macOS           | DESKTOP | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15
          Safari on iOS             | PHONE   | Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1
          Chrome on iOS             | PHONE   | Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1
          Firefox on iOS            | TABLET  | Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15
          Chrome on Android         | PHONE   | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36
          Samsung Internet on Android | TABLET | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Safari/537.36
          Chrome on ChromeOS        | DESKTOP | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
          Chrome on Linux           | DESKTOP | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36
          Unknown browser on an unknown system | DESKTOP | Mozilla/5.0
          curl                      | PROGRAM | curl/8.14.1
          java-http-client          | PROGRAM | Java-http-client/25.0.1
          python-requests           | PROGRAM | python-requests/2.32.3
          Unknown program           | PROGRAM | /
          """)
  void readsBrowserSystemAndForm(String label, Form form, String userAgent) {
    Device device = Device.of("192.0.2.1", userAgent);
    assertThat(device.label()).isEqualTo(label);
    assertThat(device.kind().form()).isEqualTo(form);
  }

  @Test
  void staysTheSameThroughAnUpdateOfTheBrowser() {
    String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:%1$d.0) Gecko/20100101 Firefox/%1$d.0";
    assertThat(Device.of("", agent.formatted(140)).kind())
        .isEqualTo(Device.of("", agent.formatted(141)).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "Mozilla/5.0 (", "(((((", "名前/1.0"})
  void makesSomethingOfAnything(String userAgent) {
    assertThat(Device.of("192.0.2.1", userAgent).label()).isNotBlank().hasSizeLessThan(60);
  }

  @Test
  void showsNothingPersonalInALog() {
    assertThat(Device.of("203.0.113.7", "curl/8.14.1 (somebody)").toString())
        .isEqualTo("Device[curl]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7                 | 203.0.113.0/24
          10.1.2.3                    | 10.1.2.0/24, private
          192.168.7.9                 | 192.168.7.0/24, private
          127.0.0.1                   | this machine
          0:0:0:0:0:0:0:1             | this machine
          2001:db8:1:2:3:4:5:6        | 2001:db8:1:2::/64
          fd00:1:2:3:4:5:6:7          | fd00:1:2:3::/64, private
          ''                          | unknown
          """)
  void tellsThePlaceByTheAddressAlone(String address, String place) {
    assertThat(Device.of(address, null).place()).isEqualTo(place);
  }
}
