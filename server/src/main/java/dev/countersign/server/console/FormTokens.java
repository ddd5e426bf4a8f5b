package dev.countersign.server.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DeferredCsrfToken;

/**
 * Keeps the token of a browser's forms in a cookie, one for all pages that are open. Each page with
 * a form lets it last anew, so that a form lives as long as promised whenever its page was opened.
 */
final class FormTokens implements CsrfTokenRepository {
  private final CookieCsrfTokenRepository cookies;

  FormTokens(CookieCsrfTokenRepository cookies) {
    this.cookies = cookies;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return cookies.generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    cookies.saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return cookies.loadToken(request);
  }

  @Override
  public DeferredCsrfToken loadDeferredToken(
      HttpServletRequest request, HttpServletResponse response) {
    return new Deferred(cookies, request, response);
  }

  /** Looked up when a form is written or sent, and not before. */
  private static final class Deferred implements DeferredCsrfToken {
    private final CookieCsrfTokenRepository cookies;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private @Nullable CsrfToken token;
    private boolean generated;

    Deferred(
        CookieCsrfTokenRepository cookies,
        HttpServletRequest request,
        HttpServletResponse response) {
      this.cookies = cookies;
      this.request = request;
      this.response = response;
    }

    @Override
    public CsrfToken get() {
      if (token == null) {
        CsrfToken kept = cookies.loadToken(request);
        generated = kept == null;
        token = kept == null ? cookies.generateToken(request) : kept;
        cookies.saveToken(token, request, response);
      }
      return token;
    }

    @Override
    public boolean isGenerated() {
      get();
      return generated;
    }
  }
}
