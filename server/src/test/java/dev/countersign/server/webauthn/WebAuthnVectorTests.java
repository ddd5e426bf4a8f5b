package dev.countersign.server.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The test vectors of WebAuthn level 3, whose relying party is {@code example.org}. */
class WebAuthnVectorTests {
  private static final RelyingPartyId ID = new RelyingPartyId("example.org", "https://example.org");

  /** Not asked for by us. */
  private static final List<String> OTHER_ALGORITHMS = List.of("Ed448");

  private static final List<String> INSIDE_ANOTHER_PAGE = List.of("crossOrigin", "topOrigin");

  private final RelyingParty party = new RelyingParty(() -> ID, false);
  private final RelyingParty verifying = new RelyingParty(() -> ID);

  record Registration(String challenge, String clientDataJSON, String attestationObject) {}

  record Authentication(
      String challenge, String authenticatorData, String clientDataJSON, String signature) {}

  record Vector(String name, Registration registration, Authentication authentication) {
    Attestation attestation() {
      return new Attestation(
          bytes(registration.attestationObject()), bytes(registration.clientDataJSON()), Set.of());
    }

    Assertion assertion(PublicKey key) {
      return new Assertion(
          key.credentialId(),
          bytes(authentication.authenticatorData()),
          bytes(authentication.clientDataJSON()),
          bytes(authentication.signature()),
          null);
    }

    boolean isOf(List<String> names) {
      return names.stream().anyMatch(name::contains);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Vectors(String source, List<Vector> vectors) {}

  static Stream<Vector> vectors() throws IOException {
    try (InputStream json = WebAuthnVectorTests.class.getResourceAsStream("test-vectors.json")) {
      return JsonMapper.shared().readValue(json, Vectors.class).vectors().stream();
    }
  }

  static Stream<Vector> ordinary() throws IOException {
    return vectors().filter(v -> !v.isOf(OTHER_ALGORITHMS) && !v.isOf(INSIDE_ANOTHER_PAGE));
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void acceptsThePublishedCeremonies(Vector vector) {
    PublicKey key = accepted(register(party, vector));
    PublicKey used =
        accepted(
            party.verify(vector.assertion(key), key, secret(vector.authentication().challenge())));
    assertThat(used.credentialId()).isEqualTo(key.credentialId());
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void asksThatTheUserBeVerified(Vector vector) {
    PublicKey key = accepted(register(party, vector));
    boolean verified = (bytes(vector.authentication().authenticatorData())[32] & 4) != 0;
    Ceremony judged =
        verifying.verify(vector.assertion(key), key, secret(vector.authentication().challenge()));
    if (verified) {
      accepted(judged);
    } else {
      assertThat(judged).isEqualTo(new Ceremony.Refused(Fault.VERIFICATION));
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void saysWhichChallengeIsAnswered(Vector vector) {
    assertThat(party.challenge(bytes(vector.registration().clientDataJSON())))
        .contains(secret(vector.registration().challenge()));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void refusesPagesInsideAnotherSitesAndOtherAlgorithms(Vector vector) {
    if (vector.isOf(INSIDE_ANOTHER_PAGE)) {
      assertThat(register(party, vector)).isEqualTo(new Ceremony.Refused(Fault.ORIGIN));
    } else if (vector.isOf(OTHER_ALGORITHMS)) {
      assertThat(register(party, vector)).isEqualTo(new Ceremony.Refused(Fault.ALGORITHM));
    } else {
      accepted(register(party, vector));
    }
  }

  @ParameterizedTest
  @MethodSource("ordinary")
  void refusesAnythingThatWasChanged(Vector vector) {
    PublicKey key = accepted(register(party, vector));
    Secret challenge = secret(vector.authentication().challenge());
    Assertion right = vector.assertion(key);
    assertThat(party.verify(right, key, Secret.of("AAAA")))
        .isEqualTo(new Ceremony.Refused(Fault.CHALLENGE));
    assertThat(party.verify(with(right, flipped(right.signature())), key, challenge))
        .isInstanceOf(Ceremony.Refused.class);
    RelyingParty other =
        new RelyingParty(
            () -> new RelyingPartyId("example.org", "https://example.org:8443"), false);
    assertThat(other.verify(right, key, challenge)).isEqualTo(new Ceremony.Refused(Fault.ORIGIN));
    RelyingParty elsewhere =
        new RelyingParty(() -> new RelyingPartyId("example.net", "https://example.org"), false);
    assertThat(elsewhere.verify(right, key, challenge))
        .isEqualTo(new Ceremony.Refused(Fault.SCOPE));
  }

  private static Assertion with(Assertion right, byte[] signature) {
    return new Assertion(
        right.credentialId(), right.authenticatorData(), right.clientData(), signature, null);
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  private static Ceremony register(RelyingParty party, Vector vector) {
    return party.register(vector.attestation(), secret(vector.registration().challenge()));
  }

  private static PublicKey accepted(Ceremony ceremony) {
    assertThat(ceremony).isInstanceOf(Ceremony.Accepted.class);
    return ((Ceremony.Accepted) ceremony).key();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Secret secret(String hex) {
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(hex)));
  }
}
