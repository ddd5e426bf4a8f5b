package dev.countersign.server.webauthn;

import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.util.Arrays;
import java.util.List;

/** The kinds of keys that are asked for, the best first. */
public enum KeyAlgorithm {
  ED25519(-8),
  ES256(-7),
  ES384(-35),
  ES512(-36),
  RS256(-257);

  private final int identifier;

  KeyAlgorithm(int identifier) {
    this.identifier = identifier;
  }

  /** The number in the registry of COSE algorithms. */
  public int identifier() {
    return identifier;
  }

  static List<PublicKeyCredentialParameters> accepted() {
    return Arrays.stream(values())
        .map(algorithm ->
            new PublicKeyCredentialParameters(
                PublicKeyCredentialType.PUBLIC_KEY,
                COSEAlgorithmIdentifier.create(algorithm.identifier)))
        .toList();
  }
}
