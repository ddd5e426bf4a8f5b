package dev.countersign.server.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public keys of a client: of P-256, Ed25519, or RSA of 2048 bits or more. What an assertion
 * says of its algorithm chooses none that its key is not for (RFC 8725 §3.1).
 */
record ClientKeys(List<JWK> keys) {
  static final int TEXT_MAX = 16_384;

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int KEYS_MAX = 10;
  private static final int RSA_BITS_MIN = 2048;
  private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
  private static final Set<JWSAlgorithm> EDWARDS = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  ClientKeys {
    keys = List.copyOf(keys);
  }

  /** Empty for what is no set of such keys, or has a private one in it. */
  static Optional<ClientKeys> parse(String text) {
    if (!isSetOfObjects(text)) {
      return Optional.empty();
    }
    try {
      List<JWK> keys = JWKSet.parse(text).getKeys();
      boolean usable =
          !keys.isEmpty()
              && keys.size() <= KEYS_MAX
              && keys.stream().allMatch(key -> !key.isPrivate() && isUsable(key));
      return usable ? Optional.of(new ClientKeys(keys)) : Optional.empty();
    } catch (ParseException notAKeySet) {
      return Optional.empty();
    }
  }

  // The library stumbles over what is null where it looks for an object.
  private static boolean isSetOfObjects(String text) {
    try {
      JsonNode keys = JSON.readTree(text).path("keys");
      return keys.isArray() && keys.valueStream().allMatch(JsonNode::isObject);
    } catch (JacksonException notJson) {
      return false;
    }
  }

  /** Whether one of them has signed this. */
  boolean verify(SignedJWT assertion) {
    String wanted = assertion.getHeader().getKeyID();
    return keys.stream()
        .filter(key -> wanted == null || wanted.equals(key.getKeyID()))
        .anyMatch(key -> verifies(key, assertion));
  }

  private static boolean verifies(JWK key, SignedJWT assertion) {
    try {
      JWSVerifier verifier = verifier(key, assertion.getHeader().getAlgorithm());
      return verifier != null && assertion.verify(verifier);
    } catch (JOSEException notVerifiable) {
      return false;
    }
  }

  private static @Nullable JWSVerifier verifier(JWK key, JWSAlgorithm algorithm)
      throws JOSEException {
    return switch (key) {
      case ECKey ec when algorithm.equals(JWSAlgorithm.ES256) -> new ECDSAVerifier(ec);
      case RSAKey rsa when RSA.contains(algorithm) -> new RSASSAVerifier(rsa);
      case OctetKeyPair pair when EDWARDS.contains(algorithm) -> new Ed25519Verifier(pair);
      default -> null;
    };
  }

  private static boolean isUsable(JWK key) {
    return switch (key) {
      case ECKey ec -> ec.getCurve().equals(Curve.P_256);
      case RSAKey rsa -> rsa.size() >= RSA_BITS_MIN;
      case OctetKeyPair pair -> pair.getCurve().equals(Curve.Ed25519);
      default -> false;
    };
  }
}
