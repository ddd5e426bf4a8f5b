package dev.countersign.server.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.server.platform.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that no authenticator would give. */
class HostileCeremonyTests {
  private static final RelyingPartyId ID = RelyingPartyId.of(URI.create("https://example.org"));
  private static final Secret CHALLENGE = Secret.of("c29tZSBjaGFsbGVuZ2UsIGxvbmcgZW5vdWdo");
  private static final int ROUNDS = 3_000;

  private final RelyingParty party = new RelyingParty(() -> ID);
  private final SoftAuthenticator authenticator = new SoftAuthenticator(ID);
  private final Random random = new Random(1);

  @Test
  void acceptsWhatAnAuthenticatorDoes() {
    PublicKey key = registered();
    assertThat(party.verify(authenticator.sign(CHALLENGE), key, CHALLENGE))
        .isInstanceOf(Ceremony.Accepted.class);
  }

  @Test
  void refusesWhatIsBentOrCutOffWithoutFailing() {
    PublicKey key = registered();
    Attestation made = authenticator.create(CHALLENGE);
    Assertion signed = authenticator.sign(CHALLENGE);
    for (int round = 0; round < ROUNDS; round++) {
      Attestation bent =
          new Attestation(bend(made.attestationObject()), made.clientData(), Set.of());
      assertThat(party.register(bent, CHALLENGE)).isNotNull();
      party.challenge(bend(made.clientData()));
      assertThat(
              party.verify(
                  new Assertion(
                      signed.credentialId(),
                      bend(signed.authenticatorData()),
                      signed.clientData(),
                      signed.signature(),
                      null),
                  key,
                  CHALLENGE))
          .isInstanceOf(Ceremony.Refused.class);
      assertThat(
              party.verify(
                  new Assertion(
                      signed.credentialId(),
                      signed.authenticatorData(),
                      bend(signed.clientData()),
                      signed.signature(),
                      null),
                  key,
                  CHALLENGE))
          .isInstanceOf(Ceremony.Refused.class);
      assertThat(
              party.verify(
                  new Assertion(
                      signed.credentialId(),
                      signed.authenticatorData(),
                      signed.clientData(),
                      bend(signed.signature()),
                      null),
                  key,
                  CHALLENGE))
          .isInstanceOf(Ceremony.Refused.class);
    }
  }

  @Test
  void refusesCborThatIsHugeOrDeepOrOnlySaysSo() throws IOException {
    byte[] huge = new byte[20_000];
    byte[] deep = new byte[16_000];
    Arrays.fill(deep, (byte) 0x81);
    ByteArrayOutputStream boast = new ByteArrayOutputStream();
    boast.write(0xa1);
    boast.write(0x68);
    boast.write("authData".getBytes(StandardCharsets.US_ASCII));
    // A string of bytes that is said to be 2 GiB long.
    boast.write(new byte[] {0x5a, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3});
    byte[] text = {(byte) 0xa1, 0x68, 'a', 'u', 't', 'h', 'D', 'a', 't', 'a', 0x61, 'x'};
    for (byte[] cbor : new byte[][] {huge, deep, boast.toByteArray(), text, new byte[0]}) {
      assertThat(
              party.register(
                  new Attestation(cbor, authenticator.create(CHALLENGE).clientData(), Set.of()),
                  CHALLENGE))
          .isEqualTo(new Ceremony.Refused(Fault.MALFORMED));
    }
  }

  @Test
  void refusesACounterThatStandsStillOrGoesBack() {
    PublicKey key = registered();
    Assertion third = authenticator.counting(3).sign(CHALLENGE);
    PublicKey used = ((Ceremony.Accepted) party.verify(third, key, CHALLENGE)).key();
    assertThat(used.signCount()).isEqualTo(3);
    for (long count : new long[] {0, 2, 3}) {
      assertThat(party.verify(authenticator.counting(count).sign(CHALLENGE), used, CHALLENGE))
          .isEqualTo(new Ceremony.Refused(Fault.COUNTER));
    }
    assertThat(party.verify(authenticator.counting(4).sign(CHALLENGE), used, CHALLENGE))
        .isInstanceOf(Ceremony.Accepted.class);
  }

  @Test
  void refusesWhomTheAuthenticatorDidNotVerify() {
    PublicKey key = registered();
    SoftAuthenticator lax = authenticator.withoutVerification();
    assertThat(party.verify(lax.sign(CHALLENGE), key, CHALLENGE))
        .isEqualTo(new Ceremony.Refused(Fault.VERIFICATION));
    assertThat(party.register(lax.create(CHALLENGE), CHALLENGE))
        .isEqualTo(new Ceremony.Refused(Fault.VERIFICATION));
  }

  @ParameterizedTest
  @CsvSource({
    "https://accounts.example.org, accounts.example.org, https://accounts.example.org, true",
    "https://Accounts.example.org:443/x, accounts.example.org, https://accounts.example.org, true",
    "http://localhost:8080, localhost, http://localhost:8080, true",
    "https://example.org:8443, example.org, https://example.org:8443, true",
    "http://example.org, example.org, http://example.org, false",
    "https://127.0.0.1, 127.0.0.1, https://127.0.0.1, false",
    "https://[::1]:8443, [::1], https://[::1]:8443, false"
  })
  void isBoundToTheServicesAddress(URI address, String domain, String origin, boolean usable) {
    RelyingPartyId id = RelyingPartyId.of(address);
    assertThat(id).isEqualTo(new RelyingPartyId(domain, origin));
    assertThat(id.isUsable()).isEqualTo(usable);
  }

  private PublicKey registered() {
    return ((Ceremony.Accepted) party.register(authenticator.create(CHALLENGE), CHALLENGE)).key();
  }

  private byte[] bend(byte[] right) {
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(right, random.nextInt(right.length));
    }
    byte[] bent = right.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      // Another value than the one that is there, and never the same place twice to the same end.
      bent[random.nextInt(bent.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return Arrays.equals(bent, right) ? bend(right) : bent;
  }
}
