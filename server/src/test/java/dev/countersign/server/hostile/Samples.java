package dev.countersign.server.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Bodies that are good but for the one field that a line is put into. */
final class Samples {
  private static final Map<String, Object> BY_NAME =
      Map.ofEntries(
          Map.entry("email", "ann@example.com"),
          Map.entry("username", "ann-example"),
          Map.entry("password", "violet staple harbour window"),
          Map.entry("refresh_token", "a.b.c"),
          Map.entry("current_password", "violet staple harbour window"),
          Map.entry("new_password", "violet staple harbour windows"),
          Map.entry("change_token", "pct_x"),
          Map.entry("length", 20),
          Map.entry("profile", "nist"),
          Map.entry("registration_id", "reg_00000000000000000000000000"),
          Map.entry("code", "123456"),
          Map.entry("role", "user"),
          Map.entry("external_id", "crm-1"),
          Map.entry(
              "password_hash", "$2b$05$AwevwOchZDiB0dh6ZVEiDOVx/ePnN6g8Nm/hl9jHnpvmfY2DU5YF."),
          Map.entry("email_verified", true),
          Map.entry("must_change_password", false),
          Map.entry("recipient", "ann@example.com"),
          Map.entry("payee", "ann@example.com"),
          Map.entry("ceiling", "1.00"),
          Map.entry("new_payees", false),
          Map.entry("signers", "either"),
          Map.entry("expires_after", 60),
          Map.entry("apart_days", 30),
          Map.entry("uses", 1),
          Map.entry("expires_in", 3600),
          Map.entry("amount", "1.00"),
          Map.entry("currency", "USD"),
          Map.entry("reference", "ref-1"),
          Map.entry("external_reference", "ext-1"),
          Map.entry("overdraft_limit", "0.00"),
          Map.entry("effective_at", "2026-01-01T00:00:00Z"),
          Map.entry("account", "system:world"),
          Map.entry("users", List.of("usr_01jaaaaaaaaaaaaaaaaaaaaaaa")),
          Map.entry("reason", "a lost laptop"),
          Map.entry("grace_seconds", 60),
          Map.entry("algorithm", "ES256"),
          Map.entry("access_life", 900),
          Map.entry("refresh_life", 2_592_000),
          Map.entry("refresh_idle", 604_800),
          Map.entry("refresh_grace", 10),
          Map.entry("grace", 0),
          Map.entry("may_introspect", false),
          Map.entry("may_revoke", false),
          Map.entry("scopes", List.of("read")),
          Map.entry("expires_in_days", 30),
          Map.entry("allowed_ips", List.of("192.0.2.0/24")),
          Map.entry("allowed_origins", List.of("https://app.example.org")),
          Map.entry("rate_limit", 100),
          Map.entry("rate_limit_window", 60),
          Map.entry("is_service_key", false),
          Map.entry("grace_minutes", 60),
          Map.entry("token_life", 900),
          // The example of RFC 7517, appendix A.1.
          Map.entry(
              "jwks",
              "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\","
                  + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                  + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}"),
          Map.entry("lines", List.of("rcl_01jaaaaaaaaaaaaaaaaaaaaaaa")),
          Map.entry("payments", List.of("pay_01jaaaaaaaaaaaaaaaaaaaaaaa")),
          Map.entry("days", 3),
          Map.entry("tiers", "countersign"),
          Map.entry("auth", List.of("10/1m")),
          Map.entry("write", List.of("30/1m")),
          Map.entry("read", List.of("100/1m")),
          Map.entry("admin", List.of("200/1m")),
          Map.entry("default", List.of("60/1m")),
          Map.entry("paths", Map.of("/v1/auth/login", List.of("10/1m"))),
          Map.entry("tenant", List.of("10000/1m")),
          Map.entry("count_refused", false),
          Map.entry(
              "credential",
              Map.of(
                  "id",
                  "AAAA",
                  "type",
                  "public-key",
                  "response",
                  Map.of("clientDataJSON", "e30", "authenticatorData", "AAAA", "signature", "AA"))),
          Map.entry("description", "for a test"),
          Map.entry("permissions", List.of("billing:read")),
          Map.entry("includes", List.of("user")),
          Map.entry("minutes", 30),
          // Nobody ever has this name (RFC 6761 §6.4).
          Map.entry("url", "https://webhooks.invalid/in"),
          Map.entry("types", List.of("payment.*")),
          Map.entry("event", "evt_01jaaaaaaaaaaaaaaaaaaaaaaa"),
          Map.entry("after", "evt_01jaaaaaaaaaaaaaaaaaaaaaaa"),
          Map.entry("since", "2026-01-01T00:00:00Z"),
          Map.entry("until", "2026-01-02T00:00:00Z"),
          Map.entry("dead_only", false),
          Map.entry("slug", "a-tenant"),
          Map.entry("status", "active"),
          Map.entry("brand_color", "#aa3344"),
          Map.entry("hosts", List.of("tenant.example.org")),
          Map.entry("settings", Map.of("elevation.minutes_max", "30")),
          Map.entry("administrator_email", "ann@example.com"),
          Map.entry("kind", "token"),
          Map.entry("subject", "0190a000-0000-7000-8000-000000000001"),
          Map.entry("type", "totp"),
          Map.entry("digits", 6),
          Map.entry("period", 30),
          Map.entry("phone", "+420601234567"),
          Map.entry("is_primary", false),
          Map.entry("trust_device", false),
          Map.entry("required_roles", List.of("administrator")),
          Map.entry("grace_days", 7),
          Map.entry("trust_days", 30),
          Map.entry("method_id", "mfa_01jaaaaaaaaaaaaaaaaaaaaaaa"),
          Map.entry("payer", "ann@example.com"),
          Map.entry("note", "for dinner"),
          Map.entry("starts_at", "2097-01-31T09:00"),
          Map.entry("time_zone", "Europe/Prague"),
          Map.entry("frequency", "monthly"),
          Map.entry("interval", 1),
          Map.entry("count", 3),
          Map.entry("metadata", Map.of("note", "x")));

  // With a bad one, a registration or payment would end before it meets what the line is to be
  // tried on.
  private static final Set<String> LEFT_OUT = Set.of("invitation", "mandate");

  private Samples() {}

  static Map<String, Object> of(JsonNode description, JsonNode schema) {
    Map<String, Object> body = new LinkedHashMap<>();
    resolved(description, schema).path("properties").properties().stream()
        .filter(property -> !LEFT_OUT.contains(property.getKey()))
        .forEach(property ->
            body.put(
                property.getKey(), sample(description, property.getKey(), property.getValue())));
    return body;
  }

  private static Object sample(JsonNode description, String name, JsonNode schema) {
    JsonNode items = schema.path("items");
    if (name.equals("period") && schema.path("type").asString("").equals("string")) {
      return "day";
    }
    if (BY_NAME.containsKey(name)) {
      return BY_NAME.get(name);
    }
    if (!items.isMissingNode()) {
      return List.of(of(description, items));
    }
    return "x";
  }

  private static JsonNode resolved(JsonNode description, JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : description.at(reference.substring(1));
  }
}
