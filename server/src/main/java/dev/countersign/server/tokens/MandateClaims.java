package dev.countersign.server.tokens;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a mandate's token claims: its subject is the payer, and it is for the payee alone ({@code
 * azp}). Amounts are decimals in text, as everywhere.
 */
final class MandateClaims {
  private final TokenSettings settings;

  MandateClaims(TokenSettings settings) {
    this.settings = settings;
  }

  Map<String, Object> write(MandateGrant grant) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", settings.issuer());
    claims.put("aud", settings.audienceOf(TokenKind.MANDATE));
    claims.put("sub", grant.payer().text());
    claims.put("azp", grant.payee().text());
    claims.put("jti", grant.id().text());
    claims.put("iat", grant.from().getEpochSecond());
    claims.put("nbf", grant.from().getEpochSecond());
    claims.put("exp", grant.until().getEpochSecond());
    claims.put("tenant_id", grant.tenant().text());
    claims.put("currency", grant.asset());
    claims.put("ceiling", grant.ceiling());
    claims.put("uses", grant.uses());
    return claims;
  }
}
