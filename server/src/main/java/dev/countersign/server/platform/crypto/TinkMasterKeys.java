package dev.countersign.server.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Master keys of a {@link MasterKeyset}: AES-256-GCM for sealing, HKDF for keyed hashes. */
final class TinkMasterKeys implements MasterKeys {
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final MasterKeyset keys;
  private final Aead aead;
  private final PrfSet derivation;
  // Purposes are constants of our code, so this stays small.
  private final Map<String, SecretKeySpec> purposes = new ConcurrentHashMap<>();

  TinkMasterKeys(MasterKeyset keys) {
    this.keys = keys;
    this.aead = primitive(keys.sealing(), Aead.class, MasterKeyset.SEALING);
    this.derivation = primitive(keys.derivation(), PrfSet.class, MasterKeyset.DERIVATION);
  }

  /** New keys, as the text of a key file. */
  static String generate() {
    return MasterKeyset.generate().text();
  }

  /** Reads the text of a key file; {@link IllegalArgumentException} if it is none. */
  static TinkMasterKeys parse(String text) {
    return new TinkMasterKeys(MasterKeyset.parse(text));
  }

  private static <P> P primitive(KeysetHandle keyset, Class<P> type, Configuration configuration) {
    try {
      return keyset.getPrimitive(configuration, type);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a keyset", e);
    }
  }

  MasterKeyset keyset() {
    return keys;
  }

  @Override
  public byte[] seal(byte[] plain, String context) {
    try {
      return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed for " + context, e);
    }
  }

  @Override
  public byte[] open(byte[] sealed, String context) {
    try {
      return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "what is sealed for " + context + " was changed, moved or sealed with other keys", e);
    }
  }

  @Override
  public byte[] mac(String purpose, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(purposes.computeIfAbsent(purpose, this::keyOf));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " failed", e);
    }
  }

  private SecretKeySpec keyOf(String purpose) {
    try {
      byte[] label = ("countersign mac 1:" + purpose).getBytes(StandardCharsets.UTF_8);
      return new SecretKeySpec(derivation.computePrimary(label, KEY_BYTES), HMAC);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key for " + purpose, e);
    }
  }
}
