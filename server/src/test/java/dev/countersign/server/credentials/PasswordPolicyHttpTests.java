package dev.countersign.server.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.RegisterRequest;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.People;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The rules for passwords, as administrators set them for their tenant. */
class PasswordPolicyHttpTests extends PasswordScene {
  PasswordPolicyHttpTests(@LocalServerPort int port, Parts parts) {
    super(port, parts);
  }

  @Test
  void givesATenantItsOwnPolicy() {
    ApiClient administrator = Administrators.create(api, database);
    JsonNode set =
        administrator
            .put(
                "/v1/admin/password-policy",
                """
                {"profile": "fog", "min_length": 10, "min_special": 2, "specials": "-_",
                 "history": 24, "max_age_days": 365, "max_age_for": "everybody"}
                """)
            .expect(200)
            .json();
    assertThat(administrator.get("/v1/admin/password-policy").expect(200).json()).isEqualTo(set);
    assertThat(set.path("profile").asString()).isEqualTo("fog");
    assertThat(set.path("min_length").asInt()).isEqualTo(10);
    assertThat(set.path("min_uppercase").asInt()).isEqualTo(1);
    assertThat(set.path("max_length").asInt()).isEqualTo(100);
    assertThat(set.propertyNames()).hasSize(20);

    assertThat(
            faults(
                api.post(
                        "/v1/auth/register",
                        new RegisterRequest(People.newEmail(), "Kqv7wzrt-x", null))
                    .expect(422)))
        .containsExactly("password:no_special");
    api.post("/v1/auth/register", new RegisterRequest(People.newEmail(), "Kqv7wzrt-_", null))
        .expect(201);
    assertThat(audited("tenant.password_policy.changed")).isPositive();
  }

  @Test
  void refusesPoliciesThatContradictThemselves() {
    ApiClient administrator = Administrators.create(api, database);
    assertThat(
            faults(
                administrator
                    .put(
                        "/v1/admin/password-policy",
                        """
                        {"profile": "payymo", "min_length": 7, "max_length": 500, "history": 25,
                         "specials": "aa", "personal_words": "never", "breach_check": "maybe",
                         "max_age_days": 10, "min_digits": -1}
                        """)
                    .expect(400)))
        .containsExactlyInAnyOrder(
            "min_length:out_of_range",
            "max_length:out_of_range",
            "history:out_of_range",
            "specials:malformed",
            "personal_words:unknown",
            "breach_check:unknown",
            "max_age_days:out_of_range",
            "min_digits:out_of_range",
            "min_length_with_second_factor:out_of_range");
    assertThat(
            faults(
                administrator
                    .put(
                        "/v1/admin/password-policy",
                        """
                        {"profile": "nist", "min_length": 40, "max_length": 20}
                        """)
                    .expect(400)))
        .containsExactly("max_length:contradiction");
    administrator.put("/v1/admin/password-policy", Map.of("profile", "simple")).expect(400);
    assertThat(
            administrator
                .get("/v1/admin/password-policy")
                .expect(200)
                .json()
                .path("profile")
                .asString())
        .isEqualTo("nist");
  }

  @Test
  void showsThePolicyToAdministratorsOnly() {
    ApiClient person = api.withToken(People.register(api).accessToken());
    person.get("/v1/admin/password-policy").expect(403);
    person.put("/v1/admin/password-policy", PasswordPolicySettings.of("fog")).expect(403);
  }

  private long audited(String type) {
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql("select count(*) from audit_events where type = :type")
                .param("type", type)
                .query(Long.class)
                .single());
  }
}
