package dev.countersign.server.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** One person's key (AES-256-GCM), unwrapped. */
final class PersonKey {
  private static final Configuration CONFIGURATION = AeadConfig2026.get();
  // Tink's output prefix: a byte for its version, then the key's id.
  private static final int PREFIX_BYTES = 5;

  private final KeysetHandle keyset;
  private final Aead aead;

  private PersonKey(KeysetHandle keyset) throws GeneralSecurityException {
    this.keyset = keyset;
    this.aead = keyset.getPrimitive(CONFIGURATION, Aead.class);
  }

  static PersonKey generate() {
    try {
      return new PersonKey(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, CONFIGURATION));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a person's key could not be generated", e);
    }
  }

  static PersonKey ofBytes(byte[] bytes) {
    try {
      return new PersonKey(
          TinkProtoKeysetFormat.parseKeyset(bytes, InsecureSecretKeyAccess.get(), CONFIGURATION));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a person's key could not be read", e);
    }
  }

  byte[] bytes() {
    try {
      return TinkProtoKeysetFormat.serializeKeyset(
          keyset, InsecureSecretKeyAccess.get(), CONFIGURATION);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a person's key could not be written", e);
    }
  }

  /** Whether this is the key that sealed it, and not one destroyed before this one was made. */
  boolean sealed(byte[] sealed) {
    return sealed.length > PREFIX_BYTES
        && ByteBuffer.wrap(sealed).getInt(1) == keyset.getPrimary().getId();
  }

  byte[] seal(byte[] plain, byte[] context) {
    try {
      return aead.encrypt(plain, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("personal data could not be sealed", e);
    }
  }

  byte[] open(byte[] sealed, byte[] context) {
    try {
      return aead.decrypt(sealed, context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed personal data was changed or moved", e);
    }
  }
}
