package dev.countersign.server.payments;

import static java.util.Objects.requireNonNull;

import dev.countersign.api.CountersignRequest;
import dev.countersign.api.CountersigningSettings;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.LoginRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentRequest;
import dev.countersign.api.SigningChallenge;
import dev.countersign.api.SigningChallengeRequest;
import dev.countersign.api.SigningThreshold;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.OtherTenant;
import dev.countersign.server.testing.People;
import dev.countersign.testsupport.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tenant of its own, whose payments above 100 dollars are countersigned. */
final class SigningTenant {
  final OtherTenant tenant;
  private final TestDatabase database;

  SigningTenant(int port, TestDatabase database) {
    ApiClient api = ApiClient.of(port);
    this.database = database;
    this.tenant = OtherTenant.create(api, Administrators.create(api, database), database);
    above("100.00", null);
  }

  void above(String threshold, @Nullable String signers) {
    set(
        new CountersigningSettings(
            List.of(new SigningThreshold("USD", threshold)), null, signers, null, null));
  }

  void set(CountersigningSettings settings) {
    tenant.administrator().put("/v1/admin/countersigning", settings).expect(200);
  }

  /** Somebody with a thousand dollars. */
  Purse payer() {
    return fund(People.register(tenant.api()));
  }

  Purse fund(TokenAnswer person) {
    tenant
        .administrator()
        .post(
            "/v1/admin/deposits",
            new DepositRequest(person.user().id(), "1000.00", "USD", Purses.newKey()))
        .expect(201);
    return new Purse(person, tenant.api().withToken(person.accessToken()));
  }

  Purse payee() {
    TokenAnswer person = People.register(tenant.api());
    return new Purse(person, tenant.api().withToken(person.accessToken()));
  }

  /** Somebody who administers the tenant, and so may sign. */
  Purse signer() {
    TokenAnswer person = People.register(tenant.api());
    Administrators.raise(database, person);
    TokenAnswer raised =
        tenant
            .api()
            .post("/v1/auth/login", new LoginRequest(person.user().email(), null, People.PASSWORD))
            .expect(200)
            .as(TokenAnswer.class);
    return new Purse(raised, tenant.api().withToken(raised.accessToken()));
  }

  /** A payment that waits. */
  static Payment ask(Purse payer, Purse payee, String amount) {
    return ask(payer, payee, amount, Purses.newKey());
  }

  static Payment ask(Purse payer, Purse payee, String amount, String key) {
    return payer
        .pay(new PaymentRequest(payee.email(), amount, "USD"), key)
        .expect(202)
        .as(Payment.class);
  }

  static Payment view(ApiClient caller, Payment waiting) {
    return caller.get("/v1/payments/awaiting/" + waiting.id()).expect(200).as(Payment.class);
  }

  static SigningChallenge challenge(ApiClient payer, Payment waiting) {
    return payer
        .post(
            "/v1/payments/" + waiting.id() + "/countersign/challenge",
            new SigningChallengeRequest(null))
        .expect(200)
        .as(SigningChallenge.class);
  }

  static Answer sign(ApiClient payer, Payment waiting, SigningChallenge challenge, String code) {
    return payer.post(
        "/v1/payments/" + waiting.id() + "/countersign",
        CountersignRequest.withCode(challenge.challengeId(), code));
  }

  static Answer signAsSecond(ApiClient signer, Payment waiting, String digest) {
    return signer.post(
        "/v1/payments/" + waiting.id() + "/countersign", CountersignRequest.asSecondPerson(digest));
  }

  /** Signs what the signer is shown. */
  static Answer signAsSecond(ApiClient signer, Payment waiting) {
    return signAsSecond(
        signer, waiting, requireNonNull(view(signer, waiting).countersignature()).digest());
  }
}
