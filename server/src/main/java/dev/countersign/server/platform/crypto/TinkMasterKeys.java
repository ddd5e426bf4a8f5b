package dev.countersign.server.platform.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Master keys as two Tink keysets, one a line: AES-256-GCM for sealing, and a pseudo-random
 * function (HKDF) that gives each purpose a key of its own for HMAC-SHA-256.
 */
final class TinkMasterKeys implements MasterKeys {
  private static final String HMAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final Configuration SEALING = AeadConfig2026.get();
  private static final Configuration DERIVATION = PrfConfig2026.get();

  private final Aead aead;
  private final PrfSet derivation;
  // Purposes are constants of our code, so this stays small.
  private final Map<String, SecretKeySpec> purposes = new ConcurrentHashMap<>();

  private TinkMasterKeys(Aead aead, PrfSet derivation) {
    this.aead = aead;
    this.derivation = derivation;
  }

  /** New keys, as the text of a key file. */
  static String generate() {
    return keyset(PredefinedAeadParameters.AES256_GCM, SEALING)
        + "\n"
        + keyset(PredefinedPrfParameters.HKDF_SHA256, DERIVATION)
        + "\n";
  }

  /** Reads the text of a key file; {@link IllegalArgumentException} if it is none. */
  static TinkMasterKeys parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 2) {
      throw new IllegalArgumentException("a key file has two lines");
    }
    return new TinkMasterKeys(
        primitive(lines.get(0), Aead.class, SEALING),
        primitive(lines.get(1), PrfSet.class, DERIVATION));
  }

  private static String keyset(Parameters parameters, Configuration configuration) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(parameters, configuration),
              configuration,
              InsecureSecretKeyAccess.get())
          .replace("\n", "");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys could not be generated", e);
    }
  }

  private static <P> P primitive(String keyset, Class<P> type, Configuration configuration) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
              keyset, configuration, InsecureSecretKeyAccess.get())
          .getPrimitive(configuration, type);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a keyset", e);
    }
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
