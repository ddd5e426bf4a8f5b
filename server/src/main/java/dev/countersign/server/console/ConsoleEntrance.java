package dev.countersign.server.console;

import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.signin.SignOut;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gives a browser the cookie of a sign-in that has succeeded. */
@Component
class ConsoleEntrance {
  private final SignOut signOut;
  private final ConsoleCookie cookie;

  ConsoleEntrance(SignOut signOut, ConsoleCookie cookie) {
    this.signOut = signOut;
    this.cookie = cookie;
  }

  /** A browser that was signed in before gets a new cookie, and a new token for its forms. */
  void begin(
      @Nullable Caller before,
      Secret value,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (before != null) {
      signOut.signOut(before);
    }
    cookie.formTokens().saveToken(null, request, response);
    cookie.set(response, value);
    cookie.clearSeen(response);
  }
}
