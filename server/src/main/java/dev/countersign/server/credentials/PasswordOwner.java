package dev.countersign.server.credentials;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy has to know of the person a password is for.
 *
 * @param names what the person is known by: username, e-mail address
 * @param privileged whether the person may administer
 * @param secondFactor whether the password never lets the person in alone
 */
public record PasswordOwner(List<String> names, boolean privileged, boolean secondFactor) {
  public PasswordOwner {
    names = List.copyOf(names);
  }

  /** Somebody without particular rights, by what is known of them. */
  public static PasswordOwner named(@Nullable String... names) {
    return new PasswordOwner(Stream.of(names).filter(Objects::nonNull).toList(), false, false);
  }

  /** The same person as one who may administer. */
  public PasswordOwner asPrivileged() {
    return new PasswordOwner(names, true, secondFactor);
  }

  /** The same person as one who is asked for a second factor. */
  public PasswordOwner withSecondFactor() {
    return new PasswordOwner(names, privileged, true);
  }

  // Names are personal.
  @Override
  public String toString() {
    return "PasswordOwner[privileged=%s, secondFactor=%s]".formatted(privileged, secondFactor);
  }
}
