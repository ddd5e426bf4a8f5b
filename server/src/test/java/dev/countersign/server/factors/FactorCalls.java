package dev.countersign.server.factors;

import dev.countersign.api.FactorCodeRequest;
import dev.countersign.api.FactorSetup;
import dev.countersign.api.FactorSetupRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.TestData;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.util.Map;
import java.util.Objects;

/** What tests of factors ask of the service. */
abstract class FactorCalls {
  final ApiClient api;
  final TestClock clock;
  final TestDatabase database;
  final Outbox outbox;

  FactorCalls(int port, TestClock clock, TestDatabase database, TestData data) {
    this.api = ApiClient.of(port);
    this.clock = clock;
    this.database = database;
    this.outbox = Outbox.of(data);
  }

  void enrol(String token) {
    FactorSetup setup =
        api.post(
                "/v1/mfa/methods",
                new FactorSetupRequest("totp", null, null, null, null, null, token))
            .expect(201)
            .as(FactorSetup.class);
    Authenticator app = Authenticator.of(Objects.requireNonNull(setup.provisioningUri()));
    api.post(
            "/v1/mfa/methods/" + setup.methodId() + "/verify",
            new FactorCodeRequest(app.code(clock.instant()), null, token))
        .expect(200);
  }

  Answer verify(ApiClient theirs, FactorSetup setup, String code) {
    return theirs.post(
        "/v1/mfa/methods/" + setup.methodId() + "/verify",
        new FactorCodeRequest(code, setup.challengeId(), null));
  }

  Answer login(TokenAnswer person) {
    return api.post(
        "/v1/auth/login", Map.of("email", person.user().email(), "password", People.PASSWORD));
  }

  String mfaToken(TokenAnswer person) {
    return login(person).expect(403).json().path("context").path("mfa_token").asString();
  }
}
