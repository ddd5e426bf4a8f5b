package dev.countersign.server.access;

/** What a caller may do, by its name in tokens. */
public enum Permission {
  PAY("payments:write"),
  READ_OWN("payments:read"),
  ADMINISTER("admin");

  private final String wireName;

  Permission(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
