package dev.countersign.server.factors;

import dev.countersign.api.MfaChallenge;
import dev.countersign.api.MfaInitiateRequest;
import dev.countersign.api.MfaVerifyRequest;
import dev.countersign.api.PasskeyChallenge;
import dev.countersign.api.PasskeyCredential;
import dev.countersign.api.PasskeyLogin;
import dev.countersign.api.PasskeyRegistration;
import dev.countersign.api.PasskeySetup;
import dev.countersign.api.PasskeySetupRequest;
import dev.countersign.api.TokenAnswer;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.testing.ApiClient;
import dev.countersign.server.testing.ApiClient.Answer;
import dev.countersign.server.testing.People;
import dev.countersign.server.webauthn.Assertion;
import dev.countersign.server.webauthn.Attestation;
import dev.countersign.server.webauthn.RelyingPartyId;
import dev.countersign.server.webauthn.SoftAuthenticator;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/** Somebody with a passkey, over HTTP. */
final class PasskeyOwner {
  private final ApiClient api;
  private final TokenAnswer person;
  private final SoftAuthenticator authenticator;
  private final PasskeySetup setup;

  private PasskeyOwner(
      ApiClient api, TokenAnswer person, SoftAuthenticator authenticator, PasskeySetup setup) {
    this.api = api;
    this.person = person;
    this.authenticator = authenticator;
    this.setup = setup;
  }

  /** Somebody new. */
  static PasskeyOwner create(ApiClient api, int port) {
    return create(api, new SoftAuthenticator(at(port)));
  }

  static PasskeyOwner create(ApiClient api, SoftAuthenticator authenticator) {
    TokenAnswer person = People.register(api);
    ApiClient theirs = api.withToken(person.accessToken());
    PasskeySetup setup = begin(theirs, "Telephone");
    finish(theirs, authenticator.create(Secret.of(setup.publicKey().challenge()))).expect(201);
    return new PasskeyOwner(
        api,
        person,
        authenticator.of(Base64.getUrlDecoder().decode(setup.publicKey().user().id())),
        setup);
  }

  static RelyingPartyId at(int port) {
    return RelyingPartyId.of(URI.create("http://localhost:" + port));
  }

  static PasskeySetup begin(ApiClient theirs, String name) {
    return theirs
        .post("/v1/mfa/passkeys/options", new PasskeySetupRequest(name, null))
        .expect(201)
        .as(PasskeySetup.class);
  }

  static Answer finish(ApiClient theirs, Attestation made) {
    PasskeyCredential credential =
        new PasskeyCredential(
            "ignored",
            "public-key",
            new PasskeyCredential.Response(
                text(made.clientData()),
                text(made.attestationObject()),
                List.copyOf(made.transports()),
                null,
                null,
                null));
    return theirs.post("/v1/mfa/passkeys", new PasskeyRegistration(credential, null));
  }

  static PasskeyCredential credential(Assertion signed) {
    byte[] handle = signed.userHandle();
    return new PasskeyCredential(
        text(signed.credentialId()),
        "public-key",
        new PasskeyCredential.Response(
            text(signed.clientData()),
            null,
            null,
            text(signed.authenticatorData()),
            text(signed.signature()),
            handle == null ? null : text(handle)));
  }

  SoftAuthenticator authenticator() {
    return authenticator;
  }

  PasskeySetup setup() {
    return setup;
  }

  String email() {
    return person.user().email();
  }

  String userId() {
    return person.user().id();
  }

  /** With the token of the sign-in in which the passkey was added. */
  ApiClient api() {
    return api.withToken(person.accessToken());
  }

  /** What there is to be signed to sign in. */
  Secret challenge() {
    PasskeyChallenge asked =
        api.post("/v1/auth/passkey/options").expect(200).as(PasskeyChallenge.class);
    return Secret.of(asked.publicKey().challenge());
  }

  Answer signIn(Assertion signed) {
    return api.post("/v1/auth/passkey", new PasskeyLogin(credential(signed)));
  }

  Answer signIn() {
    return signIn(authenticator.sign(challenge()));
  }

  MfaChallenge challenge(ApiClient by, MfaInitiateRequest request) {
    return by.post("/v1/auth/mfa/initiate", request).expect(200).as(MfaChallenge.class);
  }

  Answer verify(ApiClient by, MfaChallenge challenge, Assertion signed) {
    return by.post(
        "/v1/auth/mfa/verify",
        new MfaVerifyRequest(challenge.challengeId(), null, null, credential(signed)));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
