package dev.countersign.server.ratelimit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * A limit that a verified caller brings along, such as that of an API key. It holds in place of the
 * limit for the kind of request. To be set by whatever verifies the caller.
 */
public final class OwnLimit {
  private static final String ATTRIBUTE = OwnLimit.class.getName();

  private OwnLimit() {}

  public static void set(HttpServletRequest request, Charge charge) {
    request.setAttribute(ATTRIBUTE, charge);
  }

  static Optional<Charge> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Charge charge
        ? Optional.of(charge)
        : Optional.empty();
  }
}
