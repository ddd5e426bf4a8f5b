package dev.countersign.server.clients;

import dev.countersign.api.ErrorCode;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.tenants.TenantGate;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows a client by HTTP Basic authentication (RFC 6749 §2.3.1), a form, or its signature. */
public final class ClientAuthentication {
  private static final String BASIC = "basic ";
  private static final int HEADER_MAX = 1024;

  private final Clients clients;
  private final ClientAssertions assertions;
  private final TenantGate tenants;

  ClientAuthentication(Clients clients, ClientAssertions assertions, TenantGate tenants) {
    this.clients = clients;
    this.assertions = assertions;
    this.tenants = tenants;
  }

  /** The client; a refusal where there is none. */
  public Client require(@Nullable String header) {
    return find(header).orElseThrow(ClientAuthentication::refused);
  }

  /** The client, or empty where nobody says to be one; a refusal where it is not true. */
  public Optional<Client> find(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    return Optional.of(
        credentials(header)
            .flatMap(pair -> clients.authenticate(pair.id(), pair.secret()))
            .filter(client -> tenants.admits(client.tenant()))
            .orElseThrow(ClientAuthentication::refused));
  }

  /** The same for an endpoint that takes bearer tokens too: another scheme is no client's. */
  public Optional<Client> findAmongOthers(@Nullable String header) {
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BASIC)
        ? find(header)
        : Optional.empty();
  }

  /**
   * How a client says who it is in a form (RFC 6749 §2.3.1, RFC 7523 §2.2).
   *
   * @param id its name, which may also stand beside another way
   */
  public record InForm(
      @Nullable String id,
      @Nullable Secret secret,
      @Nullable String assertionType,
      @Nullable Secret assertion) {}

  /** The client, by exactly one way (RFC 6749 §2.3); a refusal where there is none. */
  public Client require(@Nullable String header, InForm form) {
    int ways =
        (header == null ? 0 : 1)
            + (form.secret() == null ? 0 : 1)
            + (form.assertion() == null ? 0 : 1);
    if (ways != 1) {
      throw refused();
    }
    Client client = header == null ? inForm(form) : require(header);
    if (!tenants.admits(client.tenant())) {
      throw refused();
    }
    if (form.id() != null && !form.id().equals(client.id().text())) {
      throw refused();
    }
    return client;
  }

  private Client inForm(InForm form) {
    Optional<Client> client =
        form.secret() != null && form.id() != null
            ? clients.authenticate(form.id(), form.secret())
            : form.assertion() != null && ClientAssertions.TYPE.equals(form.assertionType())
                ? assertions.authenticate(form.assertion())
                : Optional.empty();
    return client.orElseThrow(ClientAuthentication::refused);
  }

  private record Credentials(String id, Secret secret) {}

  private static Optional<Credentials> credentials(String header) {
    boolean basic =
        header.length() <= HEADER_MAX && header.toLowerCase(Locale.ROOT).startsWith(BASIC);
    if (!basic) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credentials(
                  decoded(pair.substring(0, colon)),
                  Secret.of(decoded(pair.substring(colon + 1)))));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  // Both halves are form-encoded before they are joined.
  private static String decoded(String half) {
    return URLDecoder.decode(half, StandardCharsets.UTF_8);
  }

  private static ProblemException refused() {
    return new ProblemException(ErrorCode.INVALID_CLIENT, ErrorCode.INVALID_CLIENT.hint());
  }
}
