package dev.countersign.server.access;

import java.util.Locale;

/** A named set of permissions. */
public enum Role {
  USER,
  ADMINISTRATOR;

  public Permissions permissions() {
    return switch (this) {
      case USER -> Permissions.of(Permission.PAY, Permission.READ_OWN);
      case ADMINISTRATOR ->
          Permissions.of(Permission.ADMINISTER, Permission.PAY, Permission.READ_OWN);
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
