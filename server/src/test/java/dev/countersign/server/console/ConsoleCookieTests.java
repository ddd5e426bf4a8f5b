package dev.countersign.server.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.ServiceSettings.Mode;
import dev.countersign.server.platform.config.ServiceSettings.Registration;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.BrowserSessionSettings;
import dev.countersign.server.sessions.BrowserSessionSettings.SameSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** The attributes of the console's cookie, and the bounds of what is set about it. */
class ConsoleCookieTests {
  @ParameterizedTest
  @CsvSource({"STRICT, Strict", "LAX, Lax", "NONE, None"})
  void isForThisHostOverHttpsOnlyInProduction(SameSite sameSite, String attribute) {
    assertThat(cookie(Mode.PRODUCTION, sameSite))
        .isEqualTo("__Host-countersign=value; Path=/; Secure; HttpOnly; SameSite=" + attribute);
  }

  @Test
  void needsNoHttpsInDevelopment() {
    assertThat(cookie(Mode.DEVELOPMENT, SameSite.STRICT))
        .isEqualTo("countersign_console=value; Path=/; HttpOnly; SameSite=Strict");
  }

  @Test
  void isNotForAllSitesInDevelopment() {
    assertThatThrownBy(() -> cookie(Mode.DEVELOPMENT, SameSite.NONE))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("COUNTERSIGN_CONSOLE_SAME_SITE");
  }

  @ParameterizedTest
  @CsvSource({"PT4M59S, PT24H", "PT2H1S, PT24H", "PT30M, PT29M", "PT30M, P8D"})
  void lastsWithinBounds(Duration idle, Duration life) {
    assertThatThrownBy(() -> new BrowserSessionSettings(idle, life, SameSite.STRICT))
        .isInstanceOf(StartRefusedException.class);
  }

  private static String cookie(Mode mode, SameSite sameSite) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new ConsoleCookie(
            new ServiceSettings(8080, "data", mode, Registration.CLOSED),
            new BrowserSessionSettings(Duration.ofMinutes(30), Duration.ofHours(24), sameSite))
        .set(response, Secret.of("value"));
    String header = response.getHeader("Set-Cookie");
    return header == null ? "" : header;
  }
}
