package dev.countersign.server.access;

import static dev.countersign.server.access.RouteRule.eitherWay;
import static dev.countersign.server.access.RouteRule.holding;
import static dev.countersign.server.access.RouteRule.inPerson;
import static dev.countersign.server.access.RouteRule.open;
import static dev.countersign.server.access.RouteRule.operating;
import static dev.countersign.server.access.RouteRule.signedIn;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call what, in one place to be read. What is not listed is refused, and a test finds every
 * endpoint that is not listed. The console guards its own paths.
 */
public final class RouteRules {
  private static final Duration FRESH = Duration.ofMinutes(10);

  private static final List<RouteRule> RULES =
      List.of(
          // Getting in and out.
          open("POST", "/v1/auth/register"),
          open("POST", "/v1/auth/verify"),
          open("POST", "/v1/auth/verify/resend"),
          open("POST", "/v1/auth/password/forgot"),
          open("POST", "/v1/auth/password/reset"),
          open("POST", "/v1/auth/login"),
          open("POST", "/v1/auth/refresh"),
          inPerson("POST", "/v1/auth/logout"),
          open("POST", "/v1/auth/password/check"),
          open("POST", "/v1/auth/password/generate"),
          eitherWay("POST", "/v1/auth/password/change"),
          signedIn("GET", "/v1/me"),
          inPerson("GET", "/v1/sessions"),
          inPerson("DELETE", "/v1/sessions"),
          inPerson("DELETE", "/v1/sessions/{id}"),
          inPerson("POST", "/v1/api-keys"),
          inPerson("GET", "/v1/api-keys"),
          inPerson("GET", "/v1/api-keys/{id}"),
          inPerson("DELETE", "/v1/api-keys/{id}"),
          inPerson("POST", "/v1/api-keys/{id}/rotate"),
          inPerson("GET", "/v1/api-keys/{id}/usage"),
          // Second factors: proving one, having some, and what takes a fresh proof of one.
          eitherWay("POST", "/v1/auth/mfa/initiate"),
          eitherWay("POST", "/v1/auth/mfa/verify"),
          open("POST", "/v1/auth/passkey/options"),
          open("POST", "/v1/auth/passkey"),
          inPerson("GET", "/v1/mfa"),
          eitherWay("POST", "/v1/mfa/passkeys/options"),
          eitherWay("POST", "/v1/mfa/passkeys"),
          eitherWay("POST", "/v1/mfa/methods"),
          eitherWay("POST", "/v1/mfa/methods/{id}/verify"),
          inPerson("PATCH", "/v1/mfa/methods/{id}"),
          inPerson("DELETE", "/v1/mfa/methods/{id}").withFactorFrom(FRESH),
          inPerson("POST", "/v1/mfa/recovery-codes").withFactorFrom(FRESH),
          inPerson("GET", "/v1/mfa/devices"),
          inPerson("DELETE", "/v1/mfa/devices"),
          inPerson("DELETE", "/v1/mfa/devices/{id}"),
          open("GET", "/.well-known/jwks.json"),
          // Clients say who they are by themselves; whoever holds a token may revoke it.
          open("POST", "/oauth2/token"),
          open("POST", "/oauth2/revoke"),
          open("POST", "/oauth2/introspect"),
          // Money.
          holding(Permission.READ_OWN, "GET", "/v1/account"),
          holding(Permission.PAY, "POST", "/v1/payments"),
          holding(Permission.PAY, "POST", "/v1/transactions/batch"),
          // Who may see and sign what waits is in the feature's own hands.
          inPerson("GET", "/v1/payments/awaiting"),
          inPerson("GET", "/v1/payments/awaiting/{id}"),
          inPerson("POST", "/v1/payments/{id}/countersign/challenge"),
          inPerson("POST", "/v1/payments/{id}/countersign"),
          holding(Permission.PAY, "POST", "/v1/payments/{id}/cancel"),
          // Who may go on with a payment depends on their part in it: the feature looks.
          signedIn("POST", "/v1/payments/linked"),
          signedIn("POST", "/v1/payments/{id}/capture"),
          signedIn("POST", "/v1/payments/{id}/void"),
          signedIn("POST", "/v1/payments/{id}/reverse"),
          holding(Permission.READ_OWN, "GET", "/v1/payments/{id}"),
          signedIn("POST", "/v1/accounts/{id}/close"),
          holding(Permission.READ_OWN, "GET", "/v1/holds"),
          holding(Permission.READ_OWN, "GET", "/v1/assets"),
          holding(Permission.READ_OWN, "GET", "/v1/transactions"),
          holding(Permission.READ_OWN, "GET", "/v1/spending"),
          // Whoever lets others draw does so in person, for a mandate outlives a key.
          inPerson("POST", "/v1/transactions/token"),
          inPerson("GET", "/v1/transactions/tokens"),
          inPerson("GET", "/v1/transactions/tokens/{id}"),
          inPerson("DELETE", "/v1/transactions/tokens/{id}"),
          holding(Permission.READ_OWN, "GET", "/v1/accounts/{id}/balance"),
          holding(Permission.READ_OWN, "GET", "/v1/accounts/{id}/statement"),
          holding(Permission.LEDGER_READ, "GET", "/v1/reconciliation"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/reconciliation/imports"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/reconciliation/run"),
          holding(Permission.LEDGER_READ, "GET", "/v1/reconciliation/matches"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/reconciliation/matches"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/reconciliation/matches/{id}/undo"),
          holding(Permission.LEDGER_READ, "GET", "/v1/reports/trial-balance"),
          holding(Permission.LEDGER_READ, "GET", "/v1/reports/transactions"),
          holding(Permission.PAY, "POST", "/v1/payment-requests"),
          holding(Permission.READ_OWN, "GET", "/v1/payment-requests"),
          holding(Permission.READ_OWN, "GET", "/v1/payment-requests/{id}"),
          holding(Permission.PAY, "POST", "/v1/payment-requests/{id}/pay"),
          holding(Permission.PAY, "POST", "/v1/payment-requests/{id}/decline"),
          holding(Permission.PAY, "POST", "/v1/payment-requests/{id}/cancel"),
          // What is paid later takes the person now, for it outlives every key.
          inPerson("POST", "/v1/schedules"),
          inPerson("GET", "/v1/schedules"),
          inPerson("GET", "/v1/schedules/{id}"),
          inPerson("GET", "/v1/schedules/{id}/runs"),
          inPerson("POST", "/v1/schedules/{id}/pause"),
          inPerson("POST", "/v1/schedules/{id}/resume"),
          inPerson("POST", "/v1/schedules/{id}/cancel"),
          // Whose events a caller may be told is in the feature's own hands.
          signedIn("GET", "/v1/events"),
          holding(Permission.WEBHOOKS_READ, "GET", "/v1/webhooks"),
          holding(Permission.WEBHOOKS_READ, "GET", "/v1/webhooks/**"),
          holding(Permission.WEBHOOKS_WRITE, "POST", "/v1/webhooks"),
          holding(Permission.WEBHOOKS_WRITE, "*", "/v1/webhooks/**"),
          // Administration.
          holding(Permission.ADMINISTER, "POST", "/v1/admin/users/{id}/mfa/reset")
              .withFactorFrom(FRESH),
          // Roles for a while. Who may decide on which is in the feature's own hands.
          inPerson("POST", "/v1/elevations"),
          inPerson("GET", "/v1/elevations"),
          inPerson("GET", "/v1/elevations/{id}"),
          holding(Permission.ELEVATIONS_APPROVE, "POST", "/v1/elevations/{id}/approve"),
          holding(Permission.ELEVATIONS_APPROVE, "POST", "/v1/elevations/{id}/deny"),
          inPerson("POST", "/v1/elevations/{id}/end"),
          // Administration. Whatever is not listed by itself takes an administrator.
          holding(Permission.USERS_READ, "GET", "/v1/admin/users/{id}/sessions"),
          holding(Permission.USERS_IMPERSONATE, "POST", "/v1/admin/users/{id}/impersonate"),
          holding(Permission.SESSIONS_WRITE, "POST", "/v1/admin/users/{id}/sessions/end"),
          holding(Permission.SESSIONS_WRITE, "POST", "/v1/admin/sessions/end"),
          holding(Permission.USERS_READ, "GET", "/v1/admin/users/{id}/roles"),
          holding(Permission.ROLES_WRITE, "POST", "/v1/admin/users/{id}/roles"),
          holding(Permission.ROLES_WRITE, "DELETE", "/v1/admin/users/{id}/roles/{role}"),
          holding(Permission.ROLES_READ, "GET", "/v1/admin/roles"),
          holding(Permission.ROLES_WRITE, "POST", "/v1/admin/roles"),
          holding(Permission.ROLES_WRITE, "PUT", "/v1/admin/roles/{name}"),
          holding(Permission.ROLES_WRITE, "DELETE", "/v1/admin/roles/{name}"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/accounts/{id}/freeze"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/accounts/{id}/thaw"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/assets"),
          holding(Permission.LEDGER_READ, "GET", "/v1/admin/payment-settings"),
          holding(Permission.LEDGER_WRITE, "PUT", "/v1/admin/payment-settings"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/deposits"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/withdrawals"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/accounts/batch"),
          holding(Permission.LEDGER_WRITE, "POST", "/v1/admin/transactions/batch"),
          holding(Permission.CLIENTS_READ, "GET", "/v1/admin/clients"),
          holding(Permission.CLIENTS_WRITE, "POST", "/v1/admin/clients"),
          holding(Permission.CLIENTS_WRITE, "DELETE", "/v1/admin/clients/{id}"),
          holding(Permission.TENANT_READ, "GET", "/v1/admin/spending-limits"),
          holding(Permission.TENANT_WRITE, "PUT", "/v1/admin/spending-limits"),
          holding(Permission.USERS_READ, "GET", "/v1/admin/users/{id}/spending-limits"),
          holding(Permission.USERS_WRITE, "PUT", "/v1/admin/users/{id}/spending-limits"),
          holding(Permission.TENANT_READ, "GET", "/v1/admin/countersigning"),
          holding(Permission.TENANT_WRITE, "PUT", "/v1/admin/countersigning"),
          holding(Permission.TENANT_READ, "GET", "/v1/admin/password-policy"),
          holding(Permission.TENANT_WRITE, "PUT", "/v1/admin/password-policy"),
          holding(Permission.TENANT_READ, "GET", "/v1/admin/token-settings"),
          holding(Permission.TENANT_WRITE, "PUT", "/v1/admin/token-settings"),
          holding(Permission.USERS_READ, "GET", "/v1/admin/invitations"),
          holding(Permission.USERS_WRITE, "POST", "/v1/admin/invitations"),
          holding(Permission.USERS_WRITE, "DELETE", "/v1/admin/invitations/{id}"),
          operating(Permission.TENANTS_ADMIN, "*", "/v1/admin/tenants"),
          operating(Permission.TENANTS_ADMIN, "*", "/v1/admin/tenants/**"),
          holding(Permission.ADMINISTER, "*", "/v1/admin/**"),
          holding(Permission.AUDIT_READ, "GET", "/v1/audit/**"),
          // What everybody may see.
          operating(Permission.TENANTS_ADMIN, "GET", "/metrics"),
          open("GET", "/health"),
          open("GET", "/health/**"),
          open("GET", "/docs"),
          open("GET", "/docs/**"));

  private static final List<Parsed> PARSED =
      RULES.stream()
          .map(rule -> new Parsed(rule, PathPatternParser.defaultInstance.parse(rule.pattern())))
          .toList();

  // Every request asks several times, and most paths are written out in full.
  private static final Map<String, Optional<RouteRule>> LITERAL =
      RULES.stream()
          .filter(
              rule -> !PathPatternParser.defaultInstance.parse(rule.pattern()).hasPatternSyntax())
          .collect(
              Collectors.toUnmodifiableMap(
                  rule -> literal(rule.method(), rule.pattern()),
                  rule -> search(rule.method(), PathContainer.parsePath(rule.pattern()))));

  private RouteRules() {}

  private record Parsed(RouteRule rule, PathPattern pattern) {}

  /** Every rule. */
  public static List<RouteRule> all() {
    return RULES;
  }

  /** The rule for a request; empty for one that nobody may make. */
  public static Optional<RouteRule> find(String method, PathContainer path) {
    Optional<RouteRule> literal = LITERAL.get(literal(method, path.value()));
    return literal == null ? search(method, path) : literal;
  }

  private static Optional<RouteRule> search(String method, PathContainer path) {
    return PARSED.stream()
        .filter(parsed -> parsed.rule().covers(method) && parsed.pattern().matches(path))
        .map(Parsed::rule)
        .findFirst();
  }

  private static String literal(String method, String path) {
    return method + ' ' + path;
  }

  /** The methods that have a rule at a path; empty for a path that does not exist. */
  public static Set<String> methods(PathContainer path) {
    return PARSED.stream()
        .filter(parsed -> parsed.pattern().matches(path))
        .map(parsed -> parsed.rule().method())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
