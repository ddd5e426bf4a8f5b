package dev.countersign.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that bears a cookie was made by another site's page, as far as the browser
 * says.
 */
public final class ForeignPages {
  /** Those that only read (RFC 9110 §9.2.1). */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private static final Set<String> OWN = Set.of("same-origin", "none");

  private ForeignPages() {}

  /**
   * Whether it wants to change something and comes from elsewhere. {@code Sec-Fetch-Site} tells it
   * best, and no page can forge it; older browsers send {@code Origin} alone. Without either it is
   * no browser's cross-site request, or so old a browser's that only the form's token can tell.
   */
  public static boolean isForgery(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod()) && isForeign(request);
  }

  /**
   * Whether it comes from another site's page, whatever it wants. A socket is opened by a safe
   * method and is read by whoever opened it.
   */
  public static boolean isForeign(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isOwn(origin, request.getHeader("Host"));
  }

  // The scheme is left out: behind a proxy ours is not the one the browser sees.
  private static boolean isOwn(String origin, @Nullable String host) {
    try {
      return host != null && host.equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
