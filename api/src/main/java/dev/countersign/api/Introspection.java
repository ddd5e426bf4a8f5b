package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token says (RFC 7662 §2.2). Of one that is not good, nothing but that.
 *
 * @param active whether it is good now
 * @param tokenType {@code Bearer} for an access token, {@code refresh_token} for the other kind
 * @param scope its permissions, separated by spaces
 * @param sub the person
 * @param iss who issued it
 * @param aud whom it is for
 * @param jti its id
 * @param iat when it was issued, in seconds
 * @param nbf from when on it is good
 * @param exp until when it is good
 * @param tenantId the person's tenant
 * @param sid the session
 * @param role the person's role
 * @param act who really holds it, where somebody sees what its person sees
 * @param acr how sure it is that it is the person (RFC 9470 §6.2); in access tokens of people
 * @param amr by what they were authenticated (RFC 8176)
 * @param authTime when they were, in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Introspection(
    boolean active,
    @JsonProperty("token_type") @Nullable String tokenType,
    @Nullable String scope,
    @Nullable String sub,
    @Nullable String iss,
    @Nullable String aud,
    @Nullable String jti,
    @Nullable Long iat,
    @Nullable Long nbf,
    @Nullable Long exp,
    @JsonProperty("tenant_id") @Nullable String tenantId,
    @Nullable String sid,
    @Nullable String role,
    @Nullable Actor act,
    @Nullable String acr,
    @Nullable List<String> amr,
    @JsonProperty("auth_time") @Nullable Long authTime) {
  public Introspection {
    amr = amr == null ? null : List.copyOf(amr);
  }

  /**
   * Who really holds a token (RFC 8693 §4.1).
   *
   * @param sub the person
   */
  public record Actor(String sub) {}

  /** Of a token that is not good. */
  public static final Introspection INACTIVE =
      new Introspection(
          false, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);
}
