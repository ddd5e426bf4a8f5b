package dev.countersign.server.access;

import java.util.Locale;
import java.util.Set;

/** A named set of permissions. */
public enum Role {
  USER,
  ADMINISTRATOR;

  public Set<Permission> permissions() {
    return switch (this) {
      case USER -> Set.of(Permission.PAY, Permission.READ_OWN);
      case ADMINISTRATOR -> Set.of(Permission.values());
    };
  }

  /** The name in the store and in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Role ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
