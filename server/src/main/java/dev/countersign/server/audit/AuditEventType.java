package dev.countersign.server.audit;

import java.util.Arrays;
import java.util.Optional;

/** What can have happened. The wire name is stable; the description is what a reader sees. */
public enum AuditEventType {
  USER_REGISTERED("user.registered", Severity.INFO, "An account was registered"),
  REGISTRATION_REQUESTED(
      "user.registration.requested", Severity.INFO, "Somebody asked for an account"),
  EMAIL_VERIFIED("user.email.verified", Severity.INFO, "An address was proved"),
  INVITATION_SENT("user.invitation.sent", Severity.INFO, "Somebody was invited"),
  INVITATION_REVOKED("user.invitation.revoked", Severity.INFO, "An invitation was taken back"),
  PASSWORD_RESET_REQUESTED(
      "auth.password.reset.requested", Severity.INFO, "A new password was asked for"),
  PASSWORD_RESET("auth.password.reset", Severity.WARNING, "A password was set by a link"),
  USER_DISABLED("user.disabled", Severity.WARNING, "An account was disabled"),
  USER_ENABLED("user.enabled", Severity.WARNING, "A disabled account was enabled again"),
  ELEVATION_REQUESTED(
      "access.elevation.requested", Severity.WARNING, "Somebody asked for a role for a while"),
  ELEVATION_DENIED("access.elevation.denied", Severity.INFO, "A role for a while was denied"),
  ELEVATION_BEGAN("access.elevation.began", Severity.WARNING, "A role was lent for a while"),
  ELEVATION_ENDED("access.elevation.ended", Severity.INFO, "A role lent for a while is over"),
  ELEVATION_REVOKED(
      "access.elevation.revoked", Severity.WARNING, "A role lent for a while was taken back"),
  TENANT_CREATED("tenant.created", Severity.WARNING, "The tenant was created"),
  TENANT_CHANGED("tenant.changed", Severity.WARNING, "How the tenant is set up was changed"),
  TENANT_SUSPENDED("tenant.suspended", Severity.CRITICAL, "The tenant was suspended"),
  TENANT_RESUMED("tenant.resumed", Severity.WARNING, "The tenant was let in again"),
  IMPERSONATION_BEGAN(
      "access.impersonation.began", Severity.CRITICAL, "Somebody began to see what another sees"),
  IMPERSONATION_ENDED(
      "access.impersonation.ended", Severity.INFO, "Somebody ceased to see what another sees"),
  ROLE_CREATED("access.role.created", Severity.WARNING, "A role was made"),
  ROLE_CHANGED("access.role.changed", Severity.WARNING, "What a role gives was changed"),
  ROLE_REMOVED("access.role.removed", Severity.WARNING, "A role was removed"),
  ROLE_GIVEN("permission.granted", Severity.WARNING, "Somebody was given a role"),
  ROLE_TAKEN("permission.revoked", Severity.WARNING, "A role was taken from somebody"),
  ADMINISTRATOR_CREATED(
      "user.administrator.created", Severity.WARNING, "The first administrator was created"),
  LOGIN_SUCCESS("auth.login.success", Severity.INFO, "Somebody signed in"),
  LOGIN_FAILED("auth.login.failed", Severity.WARNING, "A sign-in was refused"),
  LOGINS_FAILING(
      "auth.login.failing",
      Severity.CRITICAL,
      "Sign-ins failed again and again under one name within minutes"),
  TOKEN_REFRESHED("auth.token.refreshed", Severity.INFO, "A session's tokens were renewed"),
  REFRESH_REFUSED("auth.token.refused", Severity.WARNING, "A refresh token was refused"),
  LOGOUT("auth.logout", Severity.INFO, "A session was ended by its owner"),
  SESSION_ENDED("auth.session.ended", Severity.INFO, "A session was ended"),
  SESSIONS_ENDED("auth.sessions.ended", Severity.WARNING, "Several sessions were ended at once"),
  SESSION_DEVICE_MISMATCH(
      "auth.session.device_mismatch",
      Severity.CRITICAL,
      "A session was to be renewed from another device, and was ended"),
  PASSWORD_CHANGED("auth.password.changed", Severity.WARNING, "A password was changed"),
  PASSWORD_CHANGE_REFUSED(
      "auth.password.change_refused", Severity.WARNING, "A change of password was refused"),
  PASSWORD_CHANGE_DEMANDED(
      "auth.password.change_demanded",
      Severity.WARNING,
      "A sign-in was answered with a demand for another password"),
  PASSWORD_BREACHED(
      "auth.password.breached",
      Severity.WARNING,
      "A password in use was found among breached ones"),
  PASSWORD_BREACH_UNCHECKED(
      "auth.password.breach_unchecked",
      Severity.WARNING,
      "A password could not be looked up among breached ones"),
  PASSWORD_POLICY_CHANGED(
      "tenant.password_policy.changed", Severity.WARNING, "The password policy was changed"),
  FACTOR_DEMANDED(
      "auth.mfa.demanded",
      Severity.INFO,
      "A right password was answered with a demand for a factor"),
  FACTOR_ENROLMENT_BEGUN("auth.mfa.enrolment_begun", Severity.INFO, "A factor is being set up"),
  FACTOR_ENABLED("auth.mfa.enabled", Severity.WARNING, "A factor was put into use"),
  FACTOR_DISABLED("auth.mfa.disabled", Severity.WARNING, "A factor was taken out of use"),
  FACTOR_CHANGED("auth.mfa.changed", Severity.INFO, "A factor was renamed or made the primary one"),
  FACTORS_RESET("auth.mfa.reset", Severity.CRITICAL, "All factors of somebody were taken away"),
  FACTOR_CHALLENGED("auth.mfa.challenged", Severity.INFO, "Somebody was asked for a factor"),
  FACTOR_PROVED("auth.mfa.proved", Severity.INFO, "A factor was proved"),
  FACTOR_REFUSED("auth.mfa.refused", Severity.WARNING, "A code was wrong"),
  FACTOR_TRIES_EXHAUSTED(
      "auth.mfa.tries_exhausted",
      Severity.CRITICAL,
      "So many codes were wrong that no more are judged for a while"),
  FACTOR_CODE_NOT_SENT("auth.mfa.code_not_sent", Severity.WARNING, "A code could not be sent"),
  PASSKEY_COUNTER_WENT_BACK(
      "auth.passkey.counter_went_back",
      Severity.CRITICAL,
      "A passkey counted less than before, as a copy of it would, and was refused"),
  RECOVERY_CODES_CREATED(
      "auth.mfa.recovery_codes_created", Severity.WARNING, "Recovery codes were made anew"),
  DEVICE_TRUSTED("auth.mfa.device_trusted", Severity.WARNING, "A device was trusted for a while"),
  DEVICE_DISTRUSTED(
      "auth.mfa.device_distrusted", Severity.INFO, "A device is not trusted any more"),
  FACTOR_POLICY_CHANGED(
      "tenant.mfa_policy.changed", Severity.WARNING, "The policy on second factors was changed"),
  LIMITS_CHANGED("tenant.limits.changed", Severity.WARNING, "The rate limits were changed"),
  USER_IMPORTED("user.imported", Severity.INFO, "An account was taken over from another system"),
  MAIL_UNDELIVERABLE("mail.undeliverable", Severity.WARNING, "A message was given up"),
  REFRESH_REUSED(
      "auth.token.reused", Severity.CRITICAL, "A spent refresh token was presented again"),
  TOKENS_REVOKED("auth.tokens.revoked", Severity.WARNING, "Tokens were revoked"),
  TOKEN_SETTINGS_CHANGED(
      "auth.token.settings.changed", Severity.WARNING, "How tokens are made was changed"),
  CLIENT_CREATED("client.created", Severity.WARNING, "A client was registered"),
  CLIENT_REMOVED("client.removed", Severity.WARNING, "A client was removed"),
  CLIENT_TOKEN_ISSUED("client.token.issued", Severity.INFO, "A client got a token of its own"),
  CLIENT_REFUSED("client.refused", Severity.WARNING, "A client's secret was wrong"),
  API_KEY_CREATED("api_key.created", Severity.WARNING, "An API key was made"),
  API_KEY_ROTATED("api_key.rotated", Severity.WARNING, "An API key was replaced by another"),
  API_KEY_REVOKED("api_key.revoked", Severity.WARNING, "An API key was revoked"),
  API_KEY_EXPIRED("api_key.expired", Severity.INFO, "An API key came to its end"),
  API_KEY_ENDING("api_key.ending", Severity.INFO, "The owner of an API key was told of its end"),
  API_KEY_REFUSED("api_key.refused", Severity.WARNING, "An API key was refused"),
  WEBHOOK_CREATED("webhook.created", Severity.WARNING, "A webhook was named"),
  WEBHOOK_CHANGED("webhook.changed", Severity.WARNING, "A webhook was changed"),
  WEBHOOK_REMOVED("webhook.removed", Severity.WARNING, "A webhook was removed"),
  WEBHOOK_SECRET_REPLACED(
      "webhook.secret.replaced", Severity.WARNING, "A webhook got another secret"),
  WEBHOOK_REPLAYED("webhook.replayed", Severity.INFO, "A webhook is told of events once more"),
  WEBHOOK_DISABLED("webhook.disabled", Severity.ERROR, "A webhook that took nothing was disabled"),
  CERTIFICATE_REPLACED(
      "certificate.replaced", Severity.INFO, "TLS began to use another certificate"),
  CERTIFICATE_EXPIRING(
      "certificate.expiring", Severity.WARNING, "The certificate of TLS comes to its end"),
  MASTER_KEY_ROTATED("key.master.rotated", Severity.WARNING, "A new master key was put into use"),
  MASTER_KEY_DROPPED("key.master.dropped", Severity.WARNING, "Old master keys were dropped"),
  KEY_CREATED("key.created", Severity.WARNING, "A signing key was created"),
  KEY_ACTIVATED("key.activated", Severity.WARNING, "A signing key began to sign"),
  KEY_RETIRED("key.retired", Severity.WARNING, "A signing key ceased to sign"),
  KEY_REVOKED("key.revoked", Severity.CRITICAL, "A signing key was revoked"),
  KEY_REMOVED("key.removed", Severity.INFO, "A signing key went, with the last of its tokens"),
  ACCOUNT_OPENED("ledger.account.opened", Severity.INFO, "A ledger account was opened"),
  ACCOUNT_CLOSED("ledger.account.closed", Severity.WARNING, "A ledger account was closed"),
  ACCOUNT_FROZEN(
      "ledger.account.frozen", Severity.WARNING, "Nothing can be taken from a ledger account"),
  ACCOUNT_THAWED("ledger.account.thawed", Severity.WARNING, "A ledger account was freed again"),
  LEDGER_DAMAGED("ledger.damaged", Severity.CRITICAL, "The rows of a ledger account do not agree"),
  ASSET_ADDED("ledger.asset.added", Severity.INFO, "An asset was added"),
  PAYMENT_SETTINGS_CHANGED(
      "tenant.payment_settings.changed", Severity.WARNING, "How payments are made was changed"),
  PAYMENT_COMPLETED("payment.completed", Severity.INFO, "A payment was completed"),
  PAYMENT_HELD("payment.held", Severity.INFO, "A payment was authorised and is held"),
  PAYMENT_VOIDED("payment.voided", Severity.INFO, "A hold was voided"),
  PAYMENT_EXPIRED("payment.expired", Severity.INFO, "A hold has expired"),
  MANDATE_GIVEN(
      "payment.mandate.given", Severity.WARNING, "Somebody was let draw on another's account"),
  MANDATE_REVOKED("payment.mandate.revoked", Severity.INFO, "A mandate was taken back"),
  SPENDING_LIMITS_CHANGED(
      "payment.limits.changed", Severity.WARNING, "Spending limits were changed"),
  RECONCILIATION_IMPORTED(
      "reconciliation.imported", Severity.INFO, "A file of an account outside was taken in"),
  RECONCILIATION_SETTLED(
      "reconciliation.settled", Severity.WARNING, "Somebody matched by hand what no rule could"),
  RECONCILIATION_UNDONE("reconciliation.undone", Severity.WARNING, "A match was taken back"),
  COUNTERSIGNING_CHANGED(
      "payment.countersigning.changed",
      Severity.WARNING,
      "Which payments are countersigned was changed"),
  COUNTERSIGNATURE_ASKED(
      "payment.countersignature.asked", Severity.INFO, "A payment waits to be countersigned"),
  COUNTERSIGNATURE_GIVEN(
      "payment.countersignature.given", Severity.WARNING, "A payment was countersigned"),
  COUNTERSIGNATURE_CANCELLED(
      "payment.countersignature.cancelled",
      Severity.INFO,
      "A payment that waited to be countersigned was taken back"),
  COUNTERSIGNATURE_EXPIRED(
      "payment.countersignature.expired", Severity.INFO, "Nobody countersigned a payment in time"),
  PAYMENT_ASKED("payment.request.made", Severity.INFO, "Somebody was asked to pay"),
  PAYMENT_REQUEST_DECLINED(
      "payment.request.declined", Severity.INFO, "Somebody will not pay what they were asked for"),
  PAYMENT_REQUEST_CANCELLED(
      "payment.request.cancelled", Severity.INFO, "A request for a payment was taken back"),
  SCHEDULE_MADE("payment.schedule.made", Severity.INFO, "Payments were arranged for later"),
  SCHEDULE_PAUSED("payment.schedule.paused", Severity.INFO, "Arranged payments were paused"),
  SCHEDULE_RESUMED("payment.schedule.resumed", Severity.INFO, "Arranged payments go on"),
  SCHEDULE_CANCELLED(
      "payment.schedule.cancelled", Severity.INFO, "Arranged payments were cancelled"),
  SCHEDULE_REFUSED(
      "payment.schedule.refused", Severity.WARNING, "An arranged payment was not made"),
  SCHEDULE_MISSED(
      "payment.schedule.missed", Severity.WARNING, "Arranged payments were not made in time"),
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
