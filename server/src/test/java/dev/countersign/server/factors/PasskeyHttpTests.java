package dev.countersign.server.factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.api.FactorStatus;
import dev.countersign.api.FactorView;
import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.PasskeyDescriptor;
import dev.countersign.api.PasskeySetup;
import dev.countersign.api.RefreshRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.Administrators;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.MovableClock;
import dev.countersign.server.testing.Outbox;
import dev.countersign.server.testing.People;
import dev.countersign.server.testing.ServerTest;
import dev.countersign.server.testing.TestData;
import dev.countersign.server.webauthn.Assertion;
import dev.countersign.server.webauthn.Attestation;
import dev.countersign.server.webauthn.RelyingPartyId;
import dev.countersign.server.webauthn.SoftAuthenticator;
import dev.countersign.testsupport.TestClock;
import dev.countersign.testsupport.TestDatabase;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** Passkeys as a client meets them: added, used as a second factor, and alone to sign in. */
@ServerTest
@Import(MovableClock.class)
class PasskeyHttpTests {
  private final ApiClient api;
  private final TestClock clock;
  private final int port;
  private final Outbox outbox;
  private final TestDatabase database;

  PasskeyHttpTests(
      @LocalServerPort int port, TestClock clock, TestData data, TestDatabase database) {
    this.outbox = Outbox.of(data);
    this.database = database;
    this.port = port;
    this.api = ApiClient.of(port);
    this.clock = clock;
  }

  @Test
  void addsAPasskeyThatIsDiscoverableAndVerifiesItsUser() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    PasskeySetup setup = ann.setup();
    assertThat(setup.publicKey().rp().id()).isEqualTo("localhost");
    assertThat(setup.publicKey().authenticatorSelection().residentKey()).isEqualTo("required");
    assertThat(setup.publicKey().authenticatorSelection().userVerification()).isEqualTo("required");
    assertThat(setup.publicKey().attestation()).isEqualTo("none");
    assertThat(setup.publicKey().user().name()).isEqualTo(ann.email());
    assertThat(setup.recoveryCodes()).hasSize(10);
    FactorView view = factors(ann.api()).getFirst();
    assertThat(view.methodId()).isEqualTo(setup.methodId());
    assertThat(view.type()).isEqualTo("passkey");
    assertThat(view.name()).isEqualTo("Telephone");
    assertThat(view.isPrimary()).isTrue();
  }

  @Test
  void keepsSeveralWithNamesAndExcludesThoseThereAre() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    PasskeySetup second = PasskeyOwner.begin(ann.api(), "Key on the ring");
    assertThat(second.publicKey().excludeCredentials())
        .extracting(PasskeyDescriptor::id)
        .containsExactly(encoded(ann.authenticator().credentialId()));
    assertThat(second.recoveryCodes()).isNull();
    SoftAuthenticator ring = authenticator();
    PasskeyOwner.finish(ann.api(), ring.create(challenge(second))).expect(201);
    ann.api()
        .send(
            "PATCH",
            "/v1/mfa/methods/" + second.methodId(),
            java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"Blue key\"}"))
        .expect(200);
    assertThat(factors(ann.api()))
        .filteredOn(view -> view.type().equals("passkey"))
        .extracting(FactorView::name)
        .containsExactly("Telephone", "Blue key");
    ann.signIn(
            ring.of(Base64.getUrlDecoder().decode(second.publicKey().user().id()))
                .sign(ann.challenge()))
        .expect(200);
  }

  @Test
  void signsInByThePasskeyAloneAndSaysSoInTheTokens() throws ParseException {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    TokenAnswer in = ann.signIn().expect(200).as(TokenAnswer.class);
    assertThat(in.user().id()).isEqualTo(ann.userId());
    JWTClaimsSet claims = claims(in);
    assertThat(claims.getStringListClaim("amr")).containsExactly("hwk", "user", "mfa");
    assertThat(claims.getStringClaim("acr")).isEqualTo(FreshFactor.ACR);
    TokenAnswer next =
        api.post("/v1/auth/refresh", new RefreshRequest(in.refreshToken()))
            .expect(200)
            .as(TokenAnswer.class);
    assertThat(claims(next).getStringListClaim("amr")).containsExactly("hwk", "user", "mfa");
    // It is a fresh proof too.
    api.withToken(in.accessToken()).delete("/v1/mfa/methods/" + ann.setup().methodId()).expect(204);
    assertThat(ann.signIn().expect(401).code()).isEqualTo("passkey_refused");
  }

  @Test
  void tellsAKeyThatMayBeCopiedFromOneThatStays() throws ParseException {
    PasskeyOwner ann = PasskeyOwner.create(api, authenticator().synced());
    TokenAnswer in = ann.signIn().expect(200).as(TokenAnswer.class);
    assertThat(claims(in).getStringListClaim("amr")).containsExactly("swk", "user", "mfa");
  }

  @Test
  void isASecondFactorAfterThePassword() throws ParseException {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    MfaChallenge challenge = ann.challenge(api, byPassword(ann));
    assertThat(challenge.publicKey()).isNotNull();
    assertThat(challenge.publicKey().challenge()).isEqualTo(challenge.challengeId());
    assertThat(challenge.publicKey().allowCredentials())
        .extracting(PasskeyDescriptor::id)
        .containsExactly(encoded(ann.authenticator().credentialId()));
    Assertion signed = ann.authenticator().sign(Secret.of(challenge.challengeId()));
    TokenAnswer in = ann.verify(api, challenge, signed).expect(200).as(TokenAnswer.class);
    assertThat(claims(in).getStringListClaim("amr")).containsExactly("pwd", "pop", "mfa");
    assertThat(ann.verify(api, challenge, signed).expect(422).code()).isEqualTo("invalid_code");
  }

  @Test
  void isTheFreshProofThatDisablingAFactorTakes() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    clock.advance(Duration.ofMinutes(11));
    String path = "/v1/mfa/methods/" + ann.setup().methodId();
    TokenAnswer in = ann.signIn().expect(200).as(TokenAnswer.class);
    ApiClient session = api.withToken(in.accessToken());
    clock.advance(Duration.ofMinutes(11));
    assertThat(session.delete(path).expect(401).code())
        .isEqualTo("insufficient_user_authentication");
    MfaChallenge challenge =
        ann.challenge(session, new MfaInitiateRequest(null, null, null, null, null));
    ann.verify(session, challenge, ann.authenticator().sign(Secret.of(challenge.challengeId())))
        .expect(200);
    session.delete(path).expect(204);
    assertThat(factors(session)).isEmpty();
  }

  @Test
  void refusesTheFirstSecondPasskeyWithoutAFreshProof() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    clock.advance(Duration.ofMinutes(11));
    assertThat(
            ann.api()
                .post("/v1/mfa/passkeys/options", Map.of("name", "Another"))
                .expect(401)
                .code())
        .isEqualTo("insufficient_user_authentication");
  }

  @Test
  void refusesWithReasonsWhateverIsNotAsAsked() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    SoftAuthenticator hers = ann.authenticator();
    RelyingPartyId evil = new RelyingPartyId("localhost", "http://localhost:1");
    RelyingPartyId other = new RelyingPartyId("example.org", "http://localhost:" + port);
    assertRefused(ann.signIn(hers.at(evil).sign(ann.challenge())), "origin");
    assertRefused(ann.signIn(hers.at(other).sign(ann.challenge())), "scope");
    assertRefused(ann.signIn(hers.withoutVerification().sign(ann.challenge())), "verification");
    assertRefused(ann.signIn(hers.forged().sign(ann.challenge())), "signature");
    assertRefused(ann.signIn(hers.sign(Secret.of("c29tZSBvdGhlciBjaGFsbGVuZ2U"))), "challenge");
    assertRefused(ann.signIn(hers.of(null).sign(ann.challenge())), "malformed");
    assertRefused(ann.signIn(authenticator().of(new byte[16]).sign(ann.challenge())), "signature");
    Assertion signed = hers.sign(ann.challenge());
    ann.signIn(signed).expect(200);
    assertRefused(ann.signIn(signed), "challenge");
    Secret late = ann.challenge();
    clock.advance(Duration.ofMinutes(6));
    assertRefused(ann.signIn(hers.sign(late)), "challenge");
  }

  @Test
  void answersForAnUnknownPasskeyAsForAWrongSignature() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    Answer wrong = ann.signIn(ann.authenticator().forged().sign(ann.challenge())).expect(401);
    Answer unknown = ann.signIn(authenticator().of(new byte[16]).sign(ann.challenge())).expect(401);
    assertThat(unknown.json().path("detail").asString())
        .isEqualTo(wrong.json().path("detail").asString());
    assertThat(unknown.json().path("context")).isEqualTo(wrong.json().path("context"));
    // Nor does one that says of itself what the known one does not.
    assertRefused(ann.signIn(ann.authenticator().synced().sign(ann.challenge())), "signature");
  }

  @Test
  void takesNobodyElsesPasskeyAsASecondFactor() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    PasskeyOwner ben = PasskeyOwner.create(api, port);
    MfaChallenge challenge = ann.challenge(api, byPassword(ann));
    Secret handle = Secret.of(challenge.challengeId());
    assertRefused(ann.verify(api, challenge, ben.authenticator().sign(handle)), "signature");
    // Signed with the right key, but for somebody else.
    assertRefused(
        ann.verify(api, challenge, ann.authenticator().of(new byte[16]).sign(handle)), "signature");
    assertThat(ben.signIn(ann.authenticator().of(handle(ben)).sign(ben.challenge())).code())
        .isEqualTo("passkey_refused");
  }

  @Test
  void refusesToAddWhatIsBentKnownOrAnswersAnothersChallenge() {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    PasskeyOwner ben = PasskeyOwner.create(api, port);
    Attestation known =
        ann.authenticator().create(challenge(PasskeyOwner.begin(ben.api(), "Hers")));
    assertRefused(PasskeyOwner.finish(ben.api(), known), "known");
    Attestation foreign =
        authenticator().create(challenge(PasskeyOwner.begin(ann.api(), "Another")));
    assertRefused(PasskeyOwner.finish(ben.api(), foreign), "challenge");
    Attestation mine = authenticator().create(challenge(PasskeyOwner.begin(ben.api(), "Mine")));
    assertRefused(
        PasskeyOwner.finish(
            ben.api(), new Attestation(new byte[15_000], mine.clientData(), Set.of())),
        "malformed");
    PasskeyOwner.finish(ben.api(), mine).expect(201);
    assertRefused(PasskeyOwner.finish(ben.api(), mine), "challenge");
  }

  @Test
  void refusesACounterThatWentBackAndTellsOwnerAndAudit() {
    PasskeyOwner ann = PasskeyOwner.create(api, authenticator().counting(7));
    ann.signIn(ann.authenticator().counting(9).sign(ann.challenge())).expect(200);
    assertRefused(ann.signIn(ann.authenticator().counting(8).sign(ann.challenge())), "counter");
    MfaChallenge challenge = ann.challenge(api, byPassword(ann));
    assertRefused(
        ann.verify(
            api,
            challenge,
            ann.authenticator().counting(9).sign(Secret.of(challenge.challengeId()))),
        "counter");
    ann.signIn(ann.authenticator().counting(10).sign(ann.challenge())).expect(200);
    // Once for each of the two that were refused.
    assertThat(outbox.await(ann.email(), "passkey_copy_suspected", 2).text())
        .contains("its counter had gone back");
    assertThat(
            Administrators.create(api, database)
                .get("/v1/audit/events?type=auth.passkey.counter_went_back")
                .expect(200)
                .text())
        .contains(ann.userId());
  }

  @Test
  void letsOneOfTwoInThatAnswerOneChallengeAtOnce()
      throws InterruptedException, ExecutionException {
    PasskeyOwner ann = PasskeyOwner.create(api, port);
    Assertion signed = ann.authenticator().sign(ann.challenge());
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<Answer>> answers =
          both.invokeAll(List.of(() -> ann.signIn(signed), () -> ann.signIn(signed)));
      for (Future<Answer> answer : answers) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(statuses).containsExactlyInAnyOrder(200, 401);
  }

  private static MfaInitiateRequest byPassword(PasskeyOwner owner) {
    return new MfaInitiateRequest(null, owner.email(), null, People.PASSWORD, null);
  }

  private static byte[] handle(PasskeyOwner owner) {
    return Base64.getUrlDecoder().decode(owner.setup().publicKey().user().id());
  }

  private static void assertRefused(Answer answer, String reason) {
    assertThat(answer.expect(401).code()).isEqualTo("passkey_refused");
    assertThat(answer.json().path("context").path("reason").asString()).isEqualTo(reason);
  }

  private static Secret challenge(PasskeySetup setup) {
    return Secret.of(setup.publicKey().challenge());
  }

  private static List<FactorView> factors(ApiClient session) {
    return session.get("/v1/mfa").expect(200).as(FactorStatus.class).methods();
  }

  private static JWTClaimsSet claims(TokenAnswer tokens) throws ParseException {
    return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
  }

  private SoftAuthenticator authenticator() {
    return new SoftAuthenticator(PasskeyOwner.at(port));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
