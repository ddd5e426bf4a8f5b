package dev.countersign.server.payments;

import dev.countersign.api.DepositRequest;
import dev.countersign.api.FeeBearer;
import dev.countersign.api.IssuedMandate;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.PaymentFee;
import dev.countersign.api.PaymentReference;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.ReferenceType;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests for everything that moves or holds money, to be sent as often as one likes. */
final class MoneyRequests {
  private final Purses purses;
  private final Purse administrator;

  MoneyRequests(int port, TestDatabase database) {
    purses = new Purses(port, database);
    Purse person = purses.empty();
    Administrators.raise(database, person.token());
    TokenAnswer token = signIn(purses.api, person);
    administrator = new Purse(token, purses.api.withToken(token.accessToken()));
  }

  /** What is asked for, and what the payer has of 100.00 once it is done: balance and held. */
  enum Kind {
    PAYMENT("90.00 0.00"),
    HOLD("100.00 10.00"),
    CAPTURE("96.00 6.00"),
    VOID("100.00 0.00"),
    REVERSAL("94.00 0.00"),
    SPLIT("90.00 0.00"),
    FEE("89.75 0.00"),
    CONVERSION("90.00 0.00"),
    LINKED("90.00 0.00"),
    BATCH("90.00 0.00"),
    ATOMIC_BATCH("90.00 0.00"),
    LINES("90.00 0.00"),
    ATOMIC_LINES("90.00 0.00"),
    DRAW("90.00 0.00"),
    DEPOSIT("110.00 0.00"),
    WITHDRAWAL("90.00 0.00");

    private final String left;

    Kind(String left) {
      this.left = left;
    }

    /** It is answered with 200 also at first, for each of its items has a verdict of its own. */
    boolean isBatch() {
      return this == BATCH || this == ATOMIC_BATCH || this == LINES || this == ATOMIC_LINES;
    }

    private String mediaType() {
      return this == LINES || this == ATOMIC_LINES ? "application/x-ndjson" : "application/json";
    }
  }

  /** Somebody's request under a key, which takes from a payer, or gives to them. */
  record Asking(Kind kind, Purse payer, Purse person, String path, Object body, String key) {
    /** Sends it to a service, as whom they signed in as when all began. */
    Answer of(ApiClient service) {
      return send(service.withToken(person.token().accessToken()));
    }

    /** Sends it to a service once they have signed in anew. */
    Answer anewOf(ApiClient service) {
      return send(service.withToken(signIn(service, person).accessToken()));
    }

    private Answer send(ApiClient api) {
      return api.with("Idempotency-Key", key)
          .with("Content-Type", kind.mediaType())
          .post(path, body);
    }

    /** What the payer ought to have: balance and held. */
    String expected() {
      return kind.left;
    }

    /** What the payer has: balance and held. */
    String left(ApiClient service) {
      JsonNode account =
          service
              .withToken(signIn(service, payer).accessToken())
              .get("/v1/account")
              .expect(200)
              .json()
              .path("accounts")
              .path(0);
      return account.path("balance").asString() + " " + account.path("held").asString();
    }
  }

  /** Lets administrators sign in without a second factor, also when their time of grace is over. */
  void demandNoFactor() {
    administrator
        .api()
        .put("/v1/admin/mfa-policy", Map.of("required_roles", List.of()))
        .expect(200);
  }

  /** What is answered, but for the word on whether it is told again. */
  static String body(Answer answer) {
    return answer.text().replace("\"replayed\":true", "\"replayed\":false");
  }

  /** A request of a kind, never sent yet; what must come before it has been done. */
  Asking create(Kind kind) {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Map<String, Object> half = to(ben, "5.00", Map.of());
    return switch (kind) {
      case PAYMENT -> paying(kind, ann, to(ben, "10.00", Map.of()));
      case HOLD -> paying(kind, ann, to(ben, "10.00", Map.of("hold", true)));
      case CAPTURE -> step(kind, ben, ann, true, "capture", Map.of("amount", "4.00"));
      case VOID -> step(kind, ben, ann, true, "void", Map.of());
      case REVERSAL ->
          step(kind, ben, ann, false, "reverse", Map.of("amount", "4.00", "reason", "returned"));
      case SPLIT -> {
        List<Map<String, Object>> shares =
            List.of(
                Map.of("recipient", ben.email(), "share", 1),
                Map.of("recipient", purses.empty().email(), "share", 2));
        yield paying(kind, ann, Map.of("amount", "10.00", "currency", "USD", "splits", shares));
      }
      case FEE ->
          paying(
              kind,
              ann,
              new PaymentRequest(ben.email(), "10.00", "USD")
                  .withFee(new PaymentFee(purses.empty().email(), null, 250, FeeBearer.PAYER))
                  .withReferences(List.of(new PaymentReference(ReferenceType.INVOICE, "2026-17"))));
      case CONVERSION -> {
        setRate();
        yield paying(kind, ann, to(ben, "10.00", Map.of("target_currency", "EUR")));
      }
      case LINKED -> {
        Map<String, Object> payment = Map.of("payment", half);
        yield asking(
            kind, ann, ann, "/v1/payments/linked", Map.of("payments", List.of(payment, payment)));
      }
      case BATCH -> batch(kind, ann, "", Map.of("transactions", List.of(half, half)));
      case ATOMIC_BATCH ->
          batch(kind, ann, "?atomic=true", Map.of("transactions", List.of(half, half)));
      case LINES -> batch(kind, ann, "", lines(half));
      case ATOMIC_LINES -> batch(kind, ann, "?atomic=true", lines(half));
      case DRAW -> drawing(ann, ben);
      case DEPOSIT -> administering(kind, ann, "/v1/admin/deposits");
      case WITHDRAWAL -> administering(kind, ann, "/v1/admin/withdrawals");
    };
  }

  private static Asking asking(Kind kind, Purse payer, Purse person, String path, Object body) {
    return new Asking(kind, payer, person, path, body, Purses.newKey());
  }

  private static Asking paying(Kind kind, Purse payer, Object body) {
    return asking(kind, payer, payer, "/v1/payments", body);
  }

  private static Asking batch(Kind kind, Purse payer, String query, Object body) {
    return asking(kind, payer, payer, "/v1/transactions/batch" + query, body);
  }

  private static String lines(Object item) {
    return (JsonMapper.shared().writeValueAsString(item) + "\n").repeat(2);
  }

  private static Asking step(
      Kind kind, Purse payee, Purse payer, boolean hold, String step, Object body) {
    String id =
        payer
            .pay(to(payee, "10.00", Map.of("hold", hold)), Purses.newKey())
            .expect(201)
            .json()
            .path("id")
            .asString();
    return asking(kind, payer, payee, "/v1/payments/" + id + "/" + step, body);
  }

  private static Asking drawing(Purse payer, Purse payee) {
    IssuedMandate mandate =
        payer
            .api()
            .post(
                "/v1/transactions/token",
                new MandateRequest(payee.email(), "USD", "10.00", 3, 3_600))
            .expect(201)
            .as(IssuedMandate.class);
    return asking(
        Kind.DRAW,
        payer,
        payee,
        "/v1/payments",
        PaymentRequest.draw(mandate.token(), "10.00", "USD"));
  }

  private Asking administering(Kind kind, Purse payer, String path) {
    return asking(
        kind,
        payer,
        administrator,
        path,
        new DepositRequest(payer.id(), "10.00", "USD", Purses.newKey()));
  }

  private void setRate() {
    Map<String, Object> rate =
        Map.of(
            "currency",
            "USD",
            "target_currency",
            "EUR",
            "rate",
            "0.9",
            "source",
            "ECB",
            "rounding",
            "half_even");
    administrator
        .api()
        .put("/v1/admin/payment-settings", Map.of("rates", List.of(rate)))
        .expect(200);
  }

  private static Map<String, Object> to(Purse payee, String amount, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(Map.of("recipient", payee.email(), "amount", amount, "currency", "USD"));
    return body;
  }

  private static TokenAnswer signIn(ApiClient service, Purse person) {
    return service
        .post("/v1/auth/login", new LoginRequest(person.email(), null, People.PASSWORD))
        .expect(200)
        .as(TokenAnswer.class);
  }
}
