package dev.countersign.server.apikeys;

import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.secret.Secret;
import org.jspecify.annotations.Nullable;

/** What became of the wish for a key. */
public sealed interface Made {
  /**
   * There is one.
   *
   * @param text the key itself, shown this once
   * @param replaced the key it was made for, as it stands now, where this is a rotation
   */
  record Done(ApiKey key, Secret text, @Nullable ApiKey replaced) implements Made {}

  /** Its maker may not do all that it should. */
  record BeyondMaker(Permissions missing) implements Made {}

  /** Only administrators make keys of the tenant. */
  record NotForPeople() implements Made {}

  /** The person, or the tenant, has as many as there may be. */
  record TooMany(int max, boolean ofTenant) implements Made {}

  /** There is no such key to rotate, or it cannot be used any more. */
  record Gone() implements Made {}
}
