package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to take over from another system.
 *
 * @param email the address
 * @param username another name to sign in with and be paid by, if there is one
 * @param externalId by what the other system knows the person, unique in the tenant, 1 to 255
 *     characters
 * @param passwordHash the password's hash as the other system kept it: bcrypt, PBKDF2, scrypt or
 *     Argon2. Absent for somebody who sets a password by a reset
 * @param emailVerified whether the person has proved to read what is sent to the address; not, if
 *     absent
 * @param mustChangePassword whether the password only serves to choose another; not, if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserImport(
    String email,
    @Nullable String username,
    @JsonProperty("external_id") @Nullable String externalId,
    @JsonProperty("password_hash") @Nullable String passwordHash,
    @JsonProperty("email_verified") @Nullable Boolean emailVerified,
    @JsonProperty("must_change_password") @Nullable Boolean mustChangePassword) {
  @Override
  public String toString() {
    return "UserImport[external_id=%s]".formatted(externalId);
  }
}
