package dev.countersign.server.console;

import dev.countersign.server.platform.config.ServiceSettings;
import dev.countersign.server.platform.config.StartRefusedException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.sessions.BrowserSessionSettings;
import dev.countersign.server.sessions.BrowserSessionSettings.SameSite;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;

/**
 * The console's cookies: of the session, of the forms' tokens, of a device that is trusted, and of
 * somebody who is seen by support. Scripts don't see them and other sites' requests don't carry
 * them. The {@code __Host-} prefix, under which a browser takes no cookie from another host or over
 * plain HTTP, holds wherever the service is not for development on this machine only.
 */
@Component
class ConsoleCookie {
  /** How long after its page was shown a form may be sent. */
  static final Duration FORM_LIFE = Duration.ofHours(1);

  private final boolean secure;
  private final String name;
  private final String sameSite;

  ConsoleCookie(ServiceSettings settings, BrowserSessionSettings sessions) {
    this.secure = settings.mode() != ServiceSettings.Mode.DEVELOPMENT;
    this.sameSite = sessions.sameSite().attribute();
    if (!secure && sessions.sameSite() == SameSite.NONE) {
      throw new StartRefusedException(
          "COUNTERSIGN_CONSOLE_SAME_SITE is none, which browsers accept over HTTPS only. Choose"
              + " strict or lax in development.");
    }
    this.name = secure ? "__Host-countersign" : "countersign_console";
  }

  /** What the browser sent; empty where it sent none, or several. */
  Optional<String> read(HttpServletRequest request) {
    return read(request, name);
  }

  /** The token of a device that may be trusted, likewise. */
  Optional<String> readDevice(HttpServletRequest request) {
    return read(request, deviceName());
  }

  private static Optional<String> read(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    String found = null;
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        if (found != null) {
          return Optional.empty();
        }
        found = cookie.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  void set(HttpServletResponse response, Secret value) {
    // Without an age: it goes with the browser, and the server's own limits end it before.
    write(response, cookie(name, value.reveal()).build());
  }

  /** Has a device keep the token by which it is trusted. It outlasts the sign-in. */
  void setDevice(HttpServletResponse response, Secret token, Duration life) {
    write(response, cookie(deviceName(), token.reveal()).maxAge(life).build());
  }

  /** The token by which somebody else is seen, likewise. */
  Optional<String> readSeen(HttpServletRequest request) {
    return read(request, seenName());
  }

  /** Has a browser see what somebody else sees, until it is over by itself. */
  void setSeen(HttpServletResponse response, Secret token, Duration life) {
    write(response, cookie(seenName(), token.reveal()).maxAge(life).build());
  }

  void clearSeen(HttpServletResponse response) {
    write(response, cookie(seenName(), "").maxAge(Duration.ZERO).build());
  }

  void clear(HttpServletResponse response) {
    write(response, cookie(name, "").maxAge(Duration.ZERO).build());
  }

  FormTokens formTokens() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName(name + (secure ? "-form" : "_form"));
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(
        cookie -> cookie.httpOnly(true).secure(secure).sameSite(sameSite).maxAge(FORM_LIFE));
    return new FormTokens(tokens);
  }

  private String seenName() {
    return name + (secure ? "-seen" : "_seen");
  }

  private String deviceName() {
    return name + (secure ? "-device" : "_device");
  }

  private ResponseCookie.ResponseCookieBuilder cookie(String called, String value) {
    return ResponseCookie.from(called, value)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(sameSite);
  }

  private static void write(HttpServletResponse response, ResponseCookie cookie) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
