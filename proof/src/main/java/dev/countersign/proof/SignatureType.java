package dev.countersign.proof;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The signature types of C2SP signed-note that this package makes and checks. */
public enum SignatureType {
  /** Ed25519 (RFC 8032) over the note's text: C2SP signed-note. */
  ED25519(0x01, "Ed25519", 32, 64, "302a300506032b6570032100"),

  /**
   * The timestamped ML-DSA-44 (FIPS 204) signature of C2SP tlog-cosignature, over origin, size and
   * root. It does not cover extension lines.
   */
  ML_DSA_44(0x06, "ML-DSA-44", 1312, 2420, "30820532300b06096086480165030403110382052100");

  private final byte identifier;
  private final String algorithm;
  private final int publicKeyLength;
  private final int signatureLength;
  private final String spkiPrefixHex;

  SignatureType(
      int identifier, String algorithm, int publicKeyLength, int signatureLength, String spki) {
    this.identifier = (byte) identifier;
    this.algorithm = algorithm;
    this.publicKeyLength = publicKeyLength;
    this.signatureLength = signatureLength;
    this.spkiPrefixHex = spki;
  }

  /** The byte that names the type in key ids and verifier keys. */
  public byte identifier() {
    return identifier;
  }

  /** The JDK's name of the signature algorithm. */
  String algorithm() {
    return algorithm;
  }

  int signatureLength() {
    return signatureLength;
  }

  static SignatureType ofIdentifier(byte identifier) {
    return Arrays.stream(values())
        .filter(type -> type.identifier == identifier)
        .findFirst()
        .orElseThrow(() -> new MalformedException("unknown signature type " + identifier));
  }

  /** The raw public key within a SubjectPublicKeyInfo, whose DER is fixed but for the key. */
  byte[] rawPublicKey(byte[] spki) {
    byte[] spkiPrefix = HexFormat.of().parseHex(spkiPrefixHex);
    boolean prefixed =
        spki.length == spkiPrefix.length + publicKeyLength
            && Arrays.equals(spki, 0, spkiPrefix.length, spkiPrefix, 0, spkiPrefix.length);
    if (!prefixed) {
      throw new MalformedException("not an " + algorithm + " public key in X.509 form");
    }
    return Arrays.copyOfRange(spki, spkiPrefix.length, spki.length);
  }

  PublicKey publicKey(byte[] raw) {
    if (raw.length != publicKeyLength) {
      throw new MalformedException(
          "an " + algorithm + " public key has " + publicKeyLength + " bytes, not " + raw.length);
    }
    byte[] spkiPrefix = HexFormat.of().parseHex(spkiPrefixHex);
    byte[] spki = Arrays.copyOf(spkiPrefix, spkiPrefix.length + raw.length);
    System.arraycopy(raw, 0, spki, spkiPrefix.length, raw.length);
    try {
      PublicKey key = keyFactory().generatePublic(new X509EncodedKeySpec(spki));
      // Only here does the JDK notice that an Ed25519 key is no point of the curve.
      Signature.getInstance(algorithm).initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new MalformedException("not an " + algorithm + " public key");
    }
  }

  KeyFactory keyFactory() {
    try {
      return KeyFactory.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }
}
