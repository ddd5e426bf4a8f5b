package dev.countersign.server.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.IssuedMandate;
import dev.countersign.api.MandateRequest;
import dev.countersign.api.MandateStatus;
import dev.countersign.api.MandateView;
import dev.countersign.api.PaymentRequest;
import dev.countersign.server.apikeys.Keys;
import dev.countersign.server.payments.Purses.Purse;
import dev.countersign.server.platform.id.MandateId;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.StoreFixture;
import dev.countersign.testsupport.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Letting somebody draw on one's account, and drawing. */
@ServerTest
class MandateHttpTests {
  private final Purses purses;
  private final TestDatabase database;

  MandateHttpTests(@LocalServerPort int port, TestDatabase database) {
    this.purses = new Purses(port, database);
    this.database = database;
  }

  @Test
  void drawsOnAnotherAccountAsFarAsItsOwnerAllowed() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben, "10.00", 3);

    Answer first = draw(ben, mandate, "4.00").expect(201);
    assertThat(first.json().path("amount").asString()).isEqualTo("4.00");
    Answer tooMuch = draw(ben, mandate, "6.01").expect(422);
    assertThat(tooMuch.code()).isEqualTo("mandate_exceeded");
    assertThat(tooMuch.json().path("context").path("remaining").asString()).isEqualTo("6.00");
    draw(ben, mandate, "6.00").expect(201);
    assertThat(draw(ben, mandate, "0.01").expect(422).code()).isEqualTo("mandate_exceeded");

    assertThat(ann.balance()).isEqualTo("90.00");
    assertThat(ben.balance()).isEqualTo("10.00");
    MandateView view = view(ann, mandate);
    assertThat(view.status()).isEqualTo(MandateStatus.USED_UP);
    assertThat(view.drawn()).isEqualTo("10.00");
    assertThat(view.draws()).isEqualTo(2);
  }

  @Test
  void answersARepeatedDrawAsBeforeAlsoWhenTheMandateIsTakenBack() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben, "10.00", 3);
    String key = Purses.newKey();
    PaymentRequest draw = PaymentRequest.draw(mandate.token(), "4.00", "USD");
    String first = ben.pay(draw, key).expect(201).text();
    ann.api().delete("/v1/transactions/tokens/" + mandate.mandate().id()).expect(204);
    assertThat(ben.pay(draw, key).expect(200).text()).isEqualTo(first);
    assertThat(draw(ben, mandate, "1.00").expect(422).code()).isEqualTo("mandate_ended");
    assertThat(view(ann, mandate).drawn()).isEqualTo("4.00");
    assertThat(view(ben, mandate).status()).isEqualTo(MandateStatus.REVOKED);
  }

  @Test
  void isForItsPayeeItsCurrencyAndItsOwnTokenOnly() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    Purse eve = purses.empty();
    IssuedMandate mandate = give(ann, ben, "10.00", 3);
    assertThat(draw(eve, mandate, "1.00").expect(422).code()).isEqualTo("invalid_mandate");
    assertThat(draw(ann, mandate, "1.00").expect(422).code()).isEqualTo("invalid_mandate");
    assertThat(pay(ben, PaymentRequest.draw(mandate.token(), "1.00", "EUR")).expect(422).code())
        .isEqualTo("invalid_mandate");
    String token = mandate.token();
    for (String tampered :
        List.of(
            token.substring(0, token.length() - 3),
            token.substring(0, token.lastIndexOf('.') + 1),
            widened(token),
            "x",
            "..",
            ann.token().accessToken())) {
      assertThat(pay(ben, PaymentRequest.draw(tampered, "1.00", "USD")).expect(422).code())
          .isEqualTo("invalid_mandate");
    }
    Map<String, Object> both =
        Map.of("recipient", eve.email(), "amount", "1.00", "currency", "USD", "mandate", token);
    assertThat(pay(ben, both).expect(400).code()).isEqualTo("invalid_request");
    eve.api().get("/v1/transactions/tokens/" + mandate.mandate().id()).expect(404);
    eve.api().delete("/v1/transactions/tokens/" + mandate.mandate().id()).expect(404);
    assertThat(ann.balance()).isEqualTo("100.00");
  }

  @Test
  void endsWithItsTimeAndWithItsPayer() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate old = give(ann, ben, "10.00", 3);
    superuser()
        .sql(
            "update mandates set created_at = created_at - interval '1 day',"
                + " expires_at = now() - interval '1 s' where id = :id")
        .param("id", MandateId.parse(old.mandate().id()).orElseThrow().value())
        .update();
    assertThat(draw(ben, old, "1.00").expect(422).code()).isEqualTo("mandate_ended");
    assertThat(view(ann, old).status()).isEqualTo(MandateStatus.EXPIRED);
    IssuedMandate mandate = give(ann, ben, "10.00", 3);
    purses.administrator.post("/v1/admin/users/" + ann.id() + "/disable").expect(204);
    assertThat(draw(ben, mandate, "1.00").expect(422).code()).isEqualTo("mandate_ended");
  }

  @Test
  void isNoSignInAndCanBeVerifiedByAnybody() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben, "10.00", 3);
    purses.api.withToken(mandate.token()).get("/v1/account").expect(401);

    SignedJWT token = SignedJWT.parse(mandate.token());
    JWKSet keys = JWKSet.parse(purses.api.get("/.well-known/jwks.json").expect(200).text());
    ECKey key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
    JWSVerifier verifier = new ECDSAVerifier(key);
    assertThat(token.verify(verifier)).isTrue();
    assertThat(token.getHeader().getType().getType()).isEqualTo("mandate+jwt");
    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("countersign-api/mandates");
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo(ann.id());
    assertThat(token.getJWTClaimsSet().getClaim("azp")).isEqualTo(ben.id());
    assertThat(token.getJWTClaimsSet().getClaim("ceiling")).isEqualTo("10.00");
  }

  @Test
  void isGivenInPersonOnlyAndListedToBothWithoutItsToken() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    CreatedApiKey key = Keys.make(ann.api(), "payments:write");
    MandateRequest request = new MandateRequest(ben.email(), "USD", "10.00", 1, 3_600);
    assertThat(
            purses
                .api
                .with(Keys.HEADER, key.apiKey())
                .post("/v1/transactions/token", request)
                .expect(403)
                .code())
        .isEqualTo("session_required");
    IssuedMandate mandate = give(ann, ben, "10.00", 1);
    for (Purse party : List.of(ann, ben)) {
      String listed = party.api().get("/v1/transactions/tokens").expect(200).text();
      assertThat(listed).contains(mandate.mandate().id()).doesNotContain(mandate.token());
    }
  }

  @Test
  void refusesMandatesThatCannotBe() {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    assertThat(ask(ann, new MandateRequest(ann.email(), "USD", "1.00", 1, 60)).expect(422).code())
        .isEqualTo("same_account");
    assertThat(ask(ann, new MandateRequest("nobody", "USD", "1.00", 1, 60)).expect(422).code())
        .isEqualTo("unknown_recipient");
    ask(ann, new MandateRequest(ben.email(), "USD", "0.00", 1, 60)).expect(422);
    ask(ann, new MandateRequest(ben.email(), "USD", "1.00", 0, 60)).expect(400);
    ask(ann, new MandateRequest(ben.email(), "USD", "1.00", 1, 59)).expect(400);
    ask(ann, new MandateRequest(null, null, null, null, null)).expect(400);
  }

  @Test
  void neverGivesMoreThanItsCeilingToManyDrawsAtOnce() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben, "5.00", 100);
    int drawn = atOnce(40, () -> draw(ben, mandate, "0.30"), "mandate_exceeded");
    assertThat(drawn).isEqualTo(16);
    assertThat(ann.balance()).isEqualTo("95.20");
    assertThat(view(ann, mandate).drawn()).isEqualTo("4.80");
  }

  @Test
  void letsOneOfManyHaveTheLastUse() throws Exception {
    Purse ann = purses.with("100.00", "USD");
    Purse ben = purses.empty();
    IssuedMandate mandate = give(ann, ben, "50.00", 1);
    assertThat(atOnce(20, () -> draw(ben, mandate, "1.00"), "mandate_exceeded")).isEqualTo(1);
    assertThat(view(ann, mandate).draws()).isEqualTo(1);
  }

  private static int atOnce(int times, Callable<Answer> call, String otherwise) throws Exception {
    int made = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int time = 0; time < times; time++) {
        answers.add(threads.submit(call));
      }
      for (Future<Answer> answer : answers) {
        if (answer.get().status() == 201) {
          made++;
        } else {
          assertThat(answer.get().expect(422).code()).isEqualTo(otherwise);
        }
      }
    }
    return made;
  }

  // The same token with a higher ceiling in it.
  private static String widened(String token) {
    String[] parts = token.split("\\.", 3);
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"10.00\"", "\"99.00\"");
    return parts[0]
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + "."
        + parts[2];
  }

  private static IssuedMandate give(Purse payer, Purse payee, String ceiling, int uses) {
    return ask(payer, new MandateRequest(payee.email(), "USD", ceiling, uses, 3_600))
        .expect(201)
        .as(IssuedMandate.class);
  }

  private static Answer ask(Purse payer, MandateRequest request) {
    return payer.api().post("/v1/transactions/token", request);
  }

  private static Answer draw(Purse payee, IssuedMandate mandate, String amount) {
    return pay(payee, PaymentRequest.draw(mandate.token(), amount, "USD"));
  }

  private static Answer pay(Purse payee, Object request) {
    return payee.pay(request, Purses.newKey());
  }

  private static MandateView view(Purse party, IssuedMandate mandate) {
    return party
        .api()
        .get("/v1/transactions/tokens/" + mandate.mandate().id())
        .expect(200)
        .as(MandateView.class);
  }

  private JdbcClient superuser() {
    return JdbcClient.create(StoreFixture.source(database.superuser()));
  }
}
