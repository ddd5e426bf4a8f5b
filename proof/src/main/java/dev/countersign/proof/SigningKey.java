package dev.countersign.proof;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * A private key of a log with its public part. Immutable and thread-safe; it never prints, and its
 * private bytes leave it only through {@link #privatePkcs8()}.
 */
public final class SigningKey {
  private static final String PROBE_NAME = "probe";

  private final SignatureType type;
  private final PrivateKey privateKey;
  private final byte[] spki;

  private SigningKey(SignatureType type, PrivateKey privateKey, byte[] spki) {
    this.type = type;
    this.privateKey = privateKey;
    this.spki = spki;
  }

  /** Draws a new key. */
  public static SigningKey generate(SignatureType type, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
      generator.initialize(new NamedParameterSpec(type.algorithm()), random);
      KeyPair pair = generator.generateKeyPair();
      return new SigningKey(type, pair.getPrivate(), pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot generate " + type.algorithm(), e);
    }
  }

  /**
   * A stored key. The private bytes are copied into the key; the caller may wipe its array.
   *
   * @param privatePkcs8 the private key in PKCS#8 form
   * @param publicSpki the public key in X.509 SubjectPublicKeyInfo form
   * @throws MalformedException when either has another form, or they do not belong together
   */
  public static SigningKey of(SignatureType type, byte[] privatePkcs8, byte[] publicSpki) {
    PrivateKey privateKey;
    try {
      privateKey = type.keyFactory().generatePrivate(new PKCS8EncodedKeySpec(privatePkcs8));
    } catch (GeneralSecurityException e) {
      // The cause is left out on purpose: it may quote the key.
      throw new MalformedException("not an " + type.algorithm() + " private key in PKCS#8 form");
    }
    SigningKey key = new SigningKey(type, privateKey, publicSpki.clone());
    byte[] probe = {0};
    if (!key.verifierKey(PROBE_NAME).verifiesBytes(probe, key.sign(probe))) {
      throw new MalformedException("private and public key do not belong together");
    }
    return key;
  }

  /** The kind of signature the key makes. */
  public SignatureType type() {
    return type;
  }

  /**
   * The private key in PKCS#8 form, to be encrypted and stored: the one place it can be had. Wipe
   * the array after use.
   */
  public byte[] privatePkcs8() {
    return privateKey.getEncoded();
  }

  /** The public key in X.509 SubjectPublicKeyInfo form. */
  public byte[] publicSpki() {
    return spki.clone();
  }

  /**
   * The public key under a name, to hand to verifiers.
   *
   * @throws MalformedException when the name is not a key name
   */
  public VerifierKey verifierKey(String name) {
    return VerifierKey.of(name, type, spki);
  }

  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance(type.algorithm());
      signer.initSign(privateKey);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with " + type.algorithm(), e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + type + ", private part redacted]";
  }
}
