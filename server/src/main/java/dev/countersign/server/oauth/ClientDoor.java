package dev.countersign.server.oauth;

import dev.countersign.server.clients.Client;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.ratelimit.RequestLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets clients in and counts each by itself, so that those behind one address do not take each
 * other's share. Whoever is not known is counted by address.
 */
@Component
class ClientDoor {
  private final RequestLimits limits;

  ClientDoor(RequestLimits limits) {
    this.limits = limits;
  }

  Client require(HttpServletRequest request, Supplier<Client> authentication) {
    return find(request, () -> Optional.of(authentication.get())).orElseThrow();
  }

  Optional<Client> find(HttpServletRequest request, Supplier<Optional<Client>> authentication) {
    Optional<Client> client;
    try {
      client = authentication.get();
    } catch (ProblemException refused) {
      limits.require(request);
      throw refused;
    }
    client.ifPresentOrElse(
        known -> limits.require(known.tenant(), known.id(), request),
        () -> limits.require(request));
    return client;
  }
}
