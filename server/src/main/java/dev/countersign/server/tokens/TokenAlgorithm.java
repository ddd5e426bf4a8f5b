package dev.countersign.server.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.Optional;

/** How tokens may be signed. Each is asymmetric: whoever can check a token cannot make one. */
public enum TokenAlgorithm {
  /** ECDSA on P-256: the default. */
  ES256("ES256"),
  /** RSA PKCS#1 v1.5, for clients that know nothing newer. */
  RS256("RS256"),
  /** Ed25519. */
  EDDSA("EdDSA");

  private static final int RSA_BITS = 3072;

  private final String wireName;

  TokenAlgorithm(String wireName) {
    this.wireName = wireName;
  }

  /** The name in headers, key sets and the store. */
  public String wireName() {
    return wireName;
  }

  /** The algorithm of a name; empty for one that is not offered. */
  public static Optional<TokenAlgorithm> find(String name) {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.wireName().equals(name))
        .findFirst();
  }

  /** The algorithm of a name from the store. */
  public static TokenAlgorithm ofWireName(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no token algorithm " + name));
  }

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(wireName);
  }

  /** A new key pair, named by its RFC 7638 thumbprint. */
  JWK generate() throws JOSEException {
    JWKGenerator<? extends JWK> generator =
        switch (this) {
          case ES256 -> new ECKeyGenerator(Curve.P_256);
          case RS256 -> new RSAKeyGenerator(RSA_BITS);
          case EDDSA -> new OctetKeyPairGenerator(Curve.Ed25519);
        };
    return generator.keyUse(KeyUse.SIGNATURE).algorithm(jws()).keyIDFromThumbprint(true).generate();
  }

  JWSSigner signer(JWK privateKey) throws JOSEException {
    return switch (this) {
      case ES256 -> new ECDSASigner(privateKey.toECKey());
      case RS256 -> new RSASSASigner(privateKey.toRSAKey());
      case EDDSA -> new Ed25519Signer(privateKey.toOctetKeyPair());
    };
  }

  JWSVerifier verifier(JWK publicKey) throws JOSEException {
    return switch (this) {
      case ES256 -> new ECDSAVerifier(publicKey.toECKey());
      case RS256 -> new RSASSAVerifier(publicKey.toRSAKey());
      case EDDSA -> new Ed25519Verifier(publicKey.toOctetKeyPair());
    };
  }
}
