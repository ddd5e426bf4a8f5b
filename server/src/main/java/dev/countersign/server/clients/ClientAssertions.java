package dev.countersign.server.clients;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.server.platform.config.PublicAddress;
import dev.countersign.server.platform.id.ClientId;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.tokens.TokenSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows a client by a JWT that it has signed (RFC 7523 §3, {@code private_key_jwt}): issued by and
 * for the client, meant for this service, good for five minutes at most, and once.
 */
final class ClientAssertions {
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private static final String ENDPOINT = "/oauth2/token";
  private static final Duration LIFE_MAX = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int ASSERTION_MAX = 8_192;
  private static final int ID_MAX = 255;

  private final Clients clients;
  private final JdbcClientAssertions used;
  private final PublicAddress address;
  private final TokenSettings settings;
  private final TenantTransactions transactions;
  private final InstantSource clock;

  ClientAssertions(
      Clients clients,
      JdbcClientAssertions used,
      PublicAddress address,
      TokenSettings settings,
      TenantTransactions transactions,
      InstantSource clock) {
    this.clients = clients;
    this.used = used;
    this.address = address;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  private record Read(SignedJWT jwt, JWTClaimsSet claims) {}

  /** The client; empty where the assertion is not good, or was used before. */
  Optional<Client> authenticate(Secret assertion) {
    Read read = read(assertion.reveal());
    if (read == null) {
      return Optional.empty();
    }
    Optional<Client> named =
        Optional.ofNullable(read.claims.getSubject())
            .filter(subject -> subject.equals(read.claims.getIssuer()))
            .flatMap(ClientId::parse)
            .flatMap(clients::known);
    Optional<Client> signed = named.filter(client -> hasSigned(client, read.jwt));
    if (named.isPresent() && signed.isEmpty()) {
      clients.refused(named.get());
    }
    return signed.filter(client -> isGood(read.claims) && isFirst(client, read.claims));
  }

  private static @Nullable Read read(String text) {
    if (text.length() > ASSERTION_MAX) {
      return null;
    }
    try {
      SignedJWT jwt = SignedJWT.parse(text);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      return claims == null ? null : new Read(jwt, claims);
    } catch (ParseException notAnAssertion) {
      return null;
    }
  }

  private static boolean hasSigned(Client client, SignedJWT jwt) {
    return Optional.ofNullable(client.own().keys())
        .flatMap(ClientKeys::parse)
        .filter(keys -> keys.verify(jwt))
        .isPresent();
  }

  private boolean isGood(JWTClaimsSet claims) {
    Instant now = clock.instant();
    Date expires = claims.getExpirationTime();
    String id = claims.getJWTID();
    return expires != null
        && expires.toInstant().plus(SKEW).isAfter(now)
        && !expires.toInstant().isAfter(now.plus(LIFE_MAX).plus(SKEW))
        && !isLater(claims.getNotBeforeTime(), now)
        && !isLater(claims.getIssueTime(), now)
        && id != null
        && !id.isEmpty()
        && id.length() <= ID_MAX
        && isForUs(claims.getAudience());
  }

  private static boolean isLater(@Nullable Date time, Instant now) {
    return time != null && time.toInstant().minus(SKEW).isAfter(now);
  }

  private boolean isForUs(List<String> audience) {
    return audience.contains(address.of(ENDPOINT).toString())
        || audience.contains(settings.issuer());
  }

  // Kept until nobody would take it any more, however clocks differ.
  private boolean isFirst(Client client, JWTClaimsSet claims) {
    Instant forgotten = claims.getExpirationTime().toInstant().plus(SKEW).plus(LIFE_MAX);
    return transactions.in(
        client.tenant(), () -> used.insert(client, hash(claims.getJWTID()), forgotten));
  }

  private static byte[] hash(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
