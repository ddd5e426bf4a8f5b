package dev.countersign.server.credentials;

import dev.countersign.api.LoginRequest;
import dev.countersign.api.PasswordChangeRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Role;
import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.id.TenantId;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that looks passwords up in a list of the test's own, and whose clock the test moves:
 * what tests of passwords have in common. They share the service.
 */
@ServerTest
@Import({MovableClock.class, PasswordScene.Heard.class, PasswordScene.Parts.class})
abstract class PasswordScene {
  // Open to the end, as the service is that asks it.
  static final RangeStandIn BREACHES = new RangeStandIn();

  static final String ANOTHER = "seven quiet llamas at dusk";
  final ApiClient api;
  final TestClock clock;
  final TestDatabase database;
  final TenantTransactions transactions;
  final JdbcClient jdbc;
  final PasswordPolicies policies;
  final Heard heard;

  PasswordScene(int port, Parts parts) {
    this.api = ApiClient.of(port);
    this.clock = parts.clock;
    this.database = parts.database;
    this.transactions = parts.transactions;
    this.jdbc = parts.jdbc;
    this.policies = parts.policies;
    this.heard = parts.heard;
  }

  /** What of the service tests of passwords use. */
  record Parts(
      TestClock clock,
      TestDatabase database,
      TenantTransactions transactions,
      JdbcClient jdbc,
      PasswordPolicies policies,
      Heard heard) {}

  /** What was published. */
  static final class Heard {
    final List<PasswordChanged> changes = new CopyOnWriteArrayList<>();

    @EventListener
    void hear(PasswordChanged change) {
      changes.add(change);
    }
  }

  @DynamicPropertySource
  static void breaches(DynamicPropertyRegistry properties) {
    properties.add("countersign.passwords.breach.url", BREACHES::base);
    // So that a stand-in that failed once is asked again at once.
    properties.add("countersign.passwords.breach.keep", () -> "0s");
    properties.add("countersign.passwords.breach.pause", () -> "0s");
  }

  @AfterEach
  void restore() {
    BREACHES.answerWith(200);
    setPolicy(PasswordPolicySettings.of("nist"));
  }

  static List<String> faults(Answer answer) {
    return answer.json().path("errors").values().stream()
        .map(error -> error.path("field").asString() + ":" + error.path("code").asString())
        .toList();
  }

  Answer login(String email, String password) {
    return api.post("/v1/auth/login", LoginRequest.byEmail(email, password));
  }

  Answer change(TokenAnswer person, String current, String wanted) {
    return api.withToken(person.accessToken())
        .post("/v1/auth/password/change", PasswordChangeRequest.byPassword(current, wanted));
  }

  void setPolicy(PasswordPolicySettings settings) {
    policies.set(
        new Caller(
            TenantId.DEFAULT,
            new UserId(UUID.randomUUID()),
            new SessionId(UUID.randomUUID()),
            Role.ADMINISTRATOR.permissions()),
        settings);
  }

  void setPolicy(String json) {
    setPolicy(JsonMapper.shared().readValue(json, PasswordPolicySettings.class));
  }

  List<String> eventsOn(TokenAnswer person) {
    return transactions.in(
        TenantId.DEFAULT,
        () ->
            jdbc.sql("select type from audit_events where target_id = :target order by id")
                .param("target", person.user().id())
                .query((row, number) -> row.getString(1))
                .list());
  }
}
