package dev.countersign.server.registration;

import dev.countersign.server.credentials.PasswordOwner;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants in; address and name have been checked for their form.
 *
 * @param invitation the token of the invitation they were sent, if they were
 */
public record Applicant(
    TenantId tenant,
    String email,
    @Nullable String username,
    Secret password,
    @Nullable Secret invitation) {

  /** What a policy of passwords has to know of them. */
  PasswordOwner owner() {
    return PasswordOwner.named(email, username);
  }

  @Override
  public String toString() {
    return "Applicant[" + tenant + "]";
  }
}
