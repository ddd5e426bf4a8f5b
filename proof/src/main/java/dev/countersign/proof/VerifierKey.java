package dev.countersign.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A named public key that checks signature lines of notes, with the text form ("vkey") of C2SP
 * signed-note: {@code <name>+<hex key id>+<base64(type || public key)>}. Ed25519 ones are what Go's
 * {@code sumdb/note} reads. Immutable and thread-safe.
 */
public final class VerifierKey {
  private final String name;
  private final SignatureType type;
  private final byte[] material;
  private final PublicKey publicKey;
  private final int keyId;

  private VerifierKey(String name, SignatureType type, byte[] raw) {
    StrictText.requireKeyName(name);
    this.name = name;
    this.type = type;
    this.publicKey = type.publicKey(raw);
    this.material = ByteBuffer.allocate(1 + raw.length).put(type.identifier()).put(raw).array();
    this.keyId = keyId(name, material);
  }

  private static int keyId(String name, byte[] material) {
    MessageDigest digest = Rfc6962.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(material);
    return ByteBuffer.wrap(digest.digest()).getInt();
  }

  /**
   * A key from its X.509 SubjectPublicKeyInfo, as {@link PublicKey#getEncoded()} gives it.
   *
   * @throws MalformedException when the name or the key has another form
   */
  public static VerifierKey of(String name, SignatureType type, byte[] spki) {
    return new VerifierKey(name, type, type.rawPublicKey(spki));
  }

  /**
   * Reads the text form.
   *
   * @throws MalformedException when it has another form or an unknown type, or the key id is not
   *     that of the key
   */
  public static VerifierKey parse(String vkey) {
    // Base64 may hold further plus signs; names and ids hold none.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new MalformedException("a verifier key has three parts");
    }
    byte[] material = StrictBase64.decode(parts[2]);
    if (material.length == 0) {
      throw new MalformedException("a verifier key without key");
    }
    SignatureType type = SignatureType.ofIdentifier(material[0]);
    byte[] raw = Arrays.copyOfRange(material, 1, material.length);
    VerifierKey key = new VerifierKey(parts[0], type, raw);
    if (!key.hexKeyId().equals(parts[1])) {
      throw new MalformedException("the key id does not belong to the key");
    }
    return key;
  }

  /** The key's name; for the log's own keys this is its origin. */
  public String name() {
    return name;
  }

  /** The kind of signature the key checks. */
  public SignatureType type() {
    return type;
  }

  /** The first four bytes, big-endian, of SHA-256(name || 0x0A || type || public key). */
  public int keyId() {
    return keyId;
  }

  private String hexKeyId() {
    return HexFormat.of().toHexDigits(keyId);
  }

  /** Whether the line's name and key id are this key's, so that its signature has to verify. */
  public boolean claims(NoteSignature line) {
    return name.equals(line.name()) && keyId == line.keyId();
  }

  /**
   * Whether the line is this key's true signature of the note's text. A note that is not a
   * checkpoint is never true for an ML-DSA-44 key.
   */
  public boolean verifies(SignedNote note, NoteSignature line) {
    return claims(line)
        && switch (type) {
          case ED25519 ->
              verifiesBytes(note.text().getBytes(StandardCharsets.UTF_8), line.signature());
          case ML_DSA_44 -> verifiesCosignature(note.text(), line.signature());
        };
  }

  private boolean verifiesCosignature(String text, byte[] timestamped) {
    if (timestamped.length != Long.BYTES + type.signatureLength()) {
      return false;
    }
    long timestamp = ByteBuffer.wrap(timestamped).getLong();
    byte[] signature = Arrays.copyOfRange(timestamped, Long.BYTES, timestamped.length);
    byte[] message;
    try {
      message = Cosignature.message(name, timestamp, Checkpoint.parse(text));
    } catch (MalformedException e) {
      return false;
    }
    return Cosignature.isTimestamp(timestamp) && verifiesBytes(message, signature);
  }

  boolean verifiesBytes(byte[] message, byte[] signature) {
    if (signature.length != type.signatureLength()) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(type.algorithm());
      verifier.initVerify(publicKey);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // The JDK answers so to bytes that are no signature at all.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot verify " + type.algorithm(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && Arrays.equals(material, that.material);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(material);
  }

  /** The text form, which {@link #parse} reads. */
  @Override
  public String toString() {
    return name + "+" + hexKeyId() + "+" + StrictBase64.encode(material);
  }
}
