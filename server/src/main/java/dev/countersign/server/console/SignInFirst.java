package dev.countersign.server.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/** Sends a stranger to the sign-in page, which leads back to where they wanted to go. */
final class SignInFirst implements AuthenticationEntryPoint {
  static final String PAGE = ConsoleChain.ROOT + "/sign-in";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException stranger)
      throws IOException {
    UriComponentsBuilder page = UriComponentsBuilder.fromPath(PAGE);
    String wanted = wanted(request);
    if (!wanted.equals(ConsoleChain.ROOT)) {
      page.queryParam("next", "{next}");
    }
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, page.encode().buildAndExpand(wanted).toUriString());
  }

  /** Where somebody may be sent after signing in: a page of the console, and nothing else. */
  static String checked(String next) {
    boolean ours = next.matches("/console(/[a-z0-9_/-]*)?(\\?[A-Za-z0-9_.~%=&+-]*)?");
    return ours && next.length() <= 1_000 ? next : ConsoleChain.ROOT;
  }

  private static String wanted(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")) {
      return ConsoleChain.ROOT;
    }
    String query = request.getQueryString();
    return checked(request.getServletPath() + (query == null ? "" : "?" + query));
  }
}
