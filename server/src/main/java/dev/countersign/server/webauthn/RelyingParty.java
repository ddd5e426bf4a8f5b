package dev.countersign.server.webauthn;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.CollectedClientDataConverter;
import com.webauthn4j.converter.exception.DataConversionException;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import dev.countersign.server.platform.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * This service as WebAuthn sees it: bound to one address, so that a key that was made for it signs
 * for no other. Whoever uses a key has to be verified by the authenticator, always; who made the
 * authenticator is not asked. Thread-safe.
 */
public final class RelyingParty {
  // Far above what authenticators send, far below what would take time to read.
  private static final int BYTES_MAX = 16 * 1024;
  private static final int FLAGS = 32;
  private static final int BACKUP_ELIGIBLE = 0x08;

  private final Supplier<RelyingPartyId> id;
  private final boolean verifying;
  private final byte[] decoy;
  private final ObjectConverter converter = new ObjectConverter();
  private final CollectedClientDataConverter clientData =
      new CollectedClientDataConverter(converter);
  // "Non strict" is the library's word for not asking who made the authenticator.
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

  /** One whose address may not be known before the service listens. */
  public RelyingParty(Supplier<RelyingPartyId> id) {
    this(id, true);
  }

  /** Half of the published vectors are of authenticators that verify nobody. */
  RelyingParty(Supplier<RelyingPartyId> id, boolean verifying) {
    this.id = id;
    this.verifying = verifying;
    this.decoy = converter.getCborMapper().writeValueAsBytes(newDecoy());
  }

  public RelyingPartyId id() {
    return id.get();
  }

  /** Which challenge an answer says it answers; empty where it does not say. */
  public Optional<Secret> challenge(byte[] clientDataJson) {
    if (clientDataJson.length > BYTES_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(clientData.convert(clientDataJson))
          .map(data -> encode(data.getChallenge().getValue()));
    } catch (DataConversionException | JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /** Judges what came of asking for a new key. */
  public Ceremony register(Attestation answer, Secret challenge) {
    if (answer.attestationObject().length > BYTES_MAX || answer.clientData().length > BYTES_MAX) {
      return new Ceremony.Refused(Fault.MALFORMED);
    }
    try {
      RegistrationData data =
          manager.verify(
              new RegistrationRequest(
                  withoutStatement(answer.attestationObject()),
                  answer.clientData(),
                  answer.transports()),
              new RegistrationParameters(
                  server(challenge), KeyAlgorithm.accepted(), verifying, true));
      return new Ceremony.Accepted(
          newKey(Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData()));
    } catch (WebAuthnException | JacksonException refusal) {
      return new Ceremony.Refused(Faults.of(refusal));
    }
  }

  /** Judges what came of asking for a signature. */
  public Ceremony verify(Assertion answer, PublicKey key, Secret challenge) {
    if (answer.authenticatorData().length > BYTES_MAX
        || answer.clientData().length > BYTES_MAX
        || answer.signature().length > BYTES_MAX) {
      return new Ceremony.Refused(Fault.MALFORMED);
    }
    try {
      AuthenticationData data =
          manager.verify(
              new AuthenticationRequest(
                  answer.credentialId(),
                  answer.userHandle(),
                  answer.authenticatorData(),
                  answer.clientData(),
                  answer.signature()),
              new AuthenticationParameters(
                  server(challenge), known(key), List.of(key.credentialId()), verifying, true));
      AuthenticatorData<?> seen = Objects.requireNonNull(data.getAuthenticatorData());
      return new Ceremony.Accepted(
          new PublicKey(
              key.credentialId(),
              key.cose(),
              seen.getSignCount(),
              seen.isFlagBE(),
              seen.isFlagBS()));
    } catch (WebAuthnException | JacksonException refusal) {
      return new Ceremony.Refused(Faults.of(refusal));
    }
  }

  /**
   * The same as of an authenticator that says nothing about its maker, for it was not asked. So no
   * certificate of a stranger is read. Browsers do the same, but need not be what sends this.
   */
  private byte[] withoutStatement(byte[] attestationObject) {
    JsonNode data = converter.getCborMapper().readTree(attestationObject).path("authData");
    return converter
        .getCborMapper()
        .writeValueAsBytes(
            new TreeMap<>(
                Map.of("fmt", "none", "attStmt", Map.of(), "authData", data.binaryValue())));
  }

  /**
   * A key that nobody has, for an answer by a key that is not known: so that refusing it takes what
   * refusing another takes.
   */
  public PublicKey decoy(Assertion answer) {
    byte[] data = answer.authenticatorData();
    boolean eligible = data.length > FLAGS && (data[FLAGS] & BACKUP_ELIGIBLE) != 0;
    return new PublicKey(answer.credentialId(), decoy, 0, eligible, false);
  }

  private ServerProperty server(Secret challenge) {
    RelyingPartyId current = id();
    return ServerProperty.builder()
        .origin(Origin.create(current.origin()))
        .rpId(current.domain())
        .challenge(new DefaultChallenge(challenge.reveal()))
        .build();
  }

  private PublicKey newKey(AuthenticatorData<?> data) {
    AttestedCredentialData made = Objects.requireNonNull(data.getAttestedCredentialData());
    return new PublicKey(
        made.getCredentialId(),
        converter.getCborMapper().writeValueAsBytes(made.getCOSEKey()),
        data.getSignCount(),
        data.isFlagBE(),
        data.isFlagBS());
  }

  private CredentialRecordImpl known(PublicKey key) {
    COSEKey cose = converter.getCborMapper().readValue(key.cose(), COSEKey.class);
    return new CredentialRecordImpl(
        null,
        true,
        key.backupEligible(),
        key.backedUp(),
        key.signCount(),
        new AttestedCredentialData(AAGUID.ZERO, key.credentialId(), cose),
        null,
        null,
        null,
        null);
  }

  private static COSEKey newDecoy() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return EC2COSEKey.create(
          (ECPublicKey) generator.generateKeyPair().getPublic(), COSEAlgorithmIdentifier.ES256);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java has P-256", missing);
    }
  }

  private static Secret encode(byte[] challenge) {
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(challenge));
  }
}
