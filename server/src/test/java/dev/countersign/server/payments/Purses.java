package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.id.UserId;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** People with money, over HTTP. */
final class Purses {
  final ApiClient api;
  final ApiClient administrator;

  Purses(int port, TestDatabase database) {
    api = ApiClient.of(port);
    administrator = Administrators.create(api, database);
  }

  /** Somebody new with this much of a currency. */
  Purse with(String amount, String currency) {
    TokenAnswer token = People.register(api);
    administrator
        .post(
            "/v1/admin/deposits", new DepositRequest(token.user().id(), amount, currency, newKey()))
        .expect(201);
    return new Purse(token, api.withToken(token.accessToken()));
  }

  /** Somebody new without any money. */
  Purse empty() {
    TokenAnswer token = People.register(api);
    return new Purse(token, api.withToken(token.accessToken()));
  }

  static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** Goes on with a payment. */
  static Answer step(ApiClient api, String id, String step, Object body, String key) {
    return api.with("Idempotency-Key", key).post("/v1/payments/" + id + "/" + step, body);
  }

  /** Somebody who can pay. */
  record Purse(TokenAnswer token, ApiClient api) {
    String id() {
      return token.user().id();
    }

    UUID userId() {
      return UserId.parse(id()).orElseThrow().value();
    }

    String email() {
      return String.valueOf(token.user().email());
    }

    Answer pay(String recipient, String amount) {
      return pay(recipient, amount, newKey());
    }

    Answer pay(String recipient, String amount, String key) {
      return pay(new PaymentRequest(recipient, amount, "USD"), key);
    }

    Answer pay(Object request, String key) {
      return api.with("Idempotency-Key", key).post("/v1/payments", request);
    }

    /** The balance of the one account there is. */
    String balance() {
      JsonNode accounts = api.get("/v1/account").expect(200).json().path("accounts");
      assertThat(accounts.size()).isEqualTo(1);
      return accounts.path(0).path("balance").asString();
    }
  }
}
