package dev.countersign.server.webauthn;

import dev.countersign.server.platform.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator with one key, and the browser around it, written after the specification alone
 * and with none of the library that the service uses.
 */
public final class SoftAuthenticator {
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int ELIGIBLE = 0x08;
  private static final int BACKED_UP = 0x10;
  private static final int ATTESTED = 0x40;
  private static final int COORDINATE = 32;

  private final RelyingPartyId id;
  private final KeyPair keys;
  private final byte[] credentialId;
  private final int flags;
  private final long count;
  private final byte @Nullable [] userHandle;

  /** One whose key stays on it, and which does not count. */
  public SoftAuthenticator(RelyingPartyId id) {
    this(id, newKeys(), randomId(), PRESENT | VERIFIED, 0, null);
  }

  private SoftAuthenticator(
      RelyingPartyId id,
      KeyPair keys,
      byte[] credentialId,
      int flags,
      long count,
      byte @Nullable [] userHandle) {
    this.id = id;
    this.keys = keys;
    this.credentialId = credentialId;
    this.flags = flags;
    this.count = count;
    this.userHandle = userHandle;
  }

  public byte[] credentialId() {
    return credentialId.clone();
  }

  /** The same key at another address. */
  public SoftAuthenticator at(RelyingPartyId other) {
    return new SoftAuthenticator(other, keys, credentialId, flags, count, userHandle);
  }

  /** The same with a key that its maker keeps a copy of. */
  public SoftAuthenticator synced() {
    return new SoftAuthenticator(
        id, keys, credentialId, flags | ELIGIBLE | BACKED_UP, count, userHandle);
  }

  /** The same, verifying nobody. */
  public SoftAuthenticator withoutVerification() {
    return new SoftAuthenticator(id, keys, credentialId, flags & ~VERIFIED, count, userHandle);
  }

  /** The same, its counter at this. */
  public SoftAuthenticator counting(long to) {
    return new SoftAuthenticator(id, keys, credentialId, flags, to, userHandle);
  }

  /** The same, saying whose key it is. */
  public SoftAuthenticator of(byte @Nullable [] user) {
    return new SoftAuthenticator(id, keys, credentialId, flags, count, user);
  }

  /** The same with a key of its own under the same credential id. */
  public SoftAuthenticator forged() {
    return new SoftAuthenticator(id, newKeys(), credentialId, flags, count, userHandle);
  }

  public Attestation create(Secret challenge) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(authenticatorData(flags | ATTESTED));
    data.writeBytes(new byte[16]);
    data.writeBytes(new byte[] {0, (byte) credentialId.length});
    data.writeBytes(credentialId);
    data.writeBytes(coseKey());
    byte[] authData = data.toByteArray();
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    object.writeBytes(new byte[] {0x58, (byte) authData.length});
    object.writeBytes(authData);
    return new Attestation(
        object.toByteArray(), clientData("webauthn.create", challenge), Set.of("internal"));
  }

  public Assertion sign(Secret challenge) {
    byte[] data = authenticatorData(flags);
    byte[] client = clientData("webauthn.get", challenge);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(data);
      signature.update(sha256(client));
      return new Assertion(credentialId, data, client, signature.sign(), userHandle);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private byte[] authenticatorData(int with) {
    return ByteBuffer.allocate(37)
        .put(sha256(id.domain().getBytes(StandardCharsets.UTF_8)))
        .put((byte) with)
        .putInt((int) count)
        .array();
  }

  // RFC 9053 §7.1.1: an EC2 key on P-256 for ES256.
  private byte[] coseKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream cose = new ByteArrayOutputStream();
    cose.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1});
    cose.writeBytes(new byte[] {0x21, 0x58, COORDINATE});
    cose.writeBytes(coordinate(key.getW().getAffineX().toByteArray()));
    cose.writeBytes(new byte[] {0x22, 0x58, COORDINATE});
    cose.writeBytes(coordinate(key.getW().getAffineY().toByteArray()));
    return cose.toByteArray();
  }

  private static byte[] coordinate(byte[] number) {
    byte[] fixed = new byte[COORDINATE];
    int from = Math.max(0, number.length - COORDINATE);
    int length = number.length - from;
    System.arraycopy(number, from, fixed, COORDINATE - length, length);
    return fixed;
  }

  private byte[] clientData(String type, Secret challenge) {
    return ("{\"type\":\""
            + type
            + "\",\"challenge\":\""
            + challenge.reveal()
            + "\",\"origin\":\""
            + id.origin()
            + "\",\"crossOrigin\":false}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void text(ByteArrayOutputStream to, String text) {
    to.write(0x60 + text.length());
    to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] randomId() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }
}
