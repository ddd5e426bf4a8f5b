package dev.countersign.server.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles that every tenant has, and none can change. */
public enum Role {
  USER("Pays, and sees their own accounts."),
  SUPPORT("Looks people up, ends their sessions and sees what they see."),
  AUDITOR("Reads everything, and changes nothing."),
  ADMINISTRATOR("Does everything.");

  private final String description;

  Role(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }

  public Permissions permissions() {
    return switch (this) {
      case USER -> Permissions.of(Permission.PAY, Permission.READ_OWN);
      case SUPPORT ->
          Permissions.of(
              Permission.USERS_READ, Permission.USERS_IMPERSONATE, Permission.SESSIONS_WRITE);
      case AUDITOR -> Permissions.of(Permission.READ);
      case ADMINISTRATOR ->
          Permissions.of(Permission.ADMINISTER, Permission.PAY, Permission.READ_OWN);
    };
  }

  /** The name in the store and in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> find(String name) {
    return Arrays.stream(values()).filter(role -> role.wireName().equals(name)).findFirst();
  }

  public static Role ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
