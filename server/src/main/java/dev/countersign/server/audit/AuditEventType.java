package dev.countersign.server.audit;

import java.util.Arrays;
import java.util.Optional;

/** What can have happened. The wire name is stable; the description is what a reader sees. */
public enum AuditEventType {
  USER_REGISTERED("user.registered", Severity.INFO, "An account was registered"),
  USER_DISABLED("user.disabled", Severity.WARNING, "An account was disabled"),
  ADMINISTRATOR_CREATED(
      "user.administrator.created", Severity.WARNING, "The first administrator was created"),
  LOGIN_SUCCESS("auth.login.success", Severity.INFO, "Somebody signed in"),
  LOGIN_FAILED("auth.login.failed", Severity.WARNING, "A sign-in was refused"),
  TOKEN_REFRESHED("auth.token.refreshed", Severity.INFO, "A session's tokens were renewed"),
  REFRESH_REFUSED("auth.token.refused", Severity.WARNING, "A refresh token was refused"),
  LOGOUT("auth.logout", Severity.INFO, "A session was ended by its owner"),
  SESSION_ENDED("auth.session.ended", Severity.INFO, "A session was ended"),
  SESSIONS_ENDED("auth.sessions.ended", Severity.WARNING, "Several sessions were ended at once"),
  SESSION_DEVICE_MISMATCH(
      "auth.session.device_mismatch",
      Severity.CRITICAL,
      "A session was to be renewed from another device, and was ended"),
  KEY_CREATED("key.created", Severity.WARNING, "A signing key was created"),
  ACCOUNT_OPENED("ledger.account.opened", Severity.INFO, "A ledger account was opened"),
  PAYMENT_COMPLETED("payment.completed", Severity.INFO, "A payment was completed"),
  PAYMENT_REFUSED("payment.refused", Severity.WARNING, "A payment was refused");

  private final String wireName;
  private final Severity severity;
  private final String description;

  AuditEventType(String wireName, Severity severity, String description) {
    this.wireName = wireName;
    this.severity = severity;
    this.description = description;
  }

  public String wireName() {
    return wireName;
  }

  /** How much an event of this type matters by itself. */
  public Severity severity() {
    return severity;
  }

  /** The type of a wire name; empty for one that this program does not know. */
  public static Optional<AuditEventType> ofWireName(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(name)).findFirst();
  }

  public String description() {
    return description;
  }
}
