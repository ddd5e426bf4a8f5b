package dev.countersign.server.platform.crypto;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * The content of a key file, two Tink keysets, one a line: the keys for sealing, of which one seals
 * and all open, and the one that gives each purpose a key of its own for keyed hashes.
 *
 * <p>Only the first is ever rotated. What the second made can't be made anew: seals of events that
 * are in the log for good, and the indexes by which people are found.
 */
record MasterKeyset(KeysetHandle sealing, KeysetHandle derivation) {
  static final Configuration SEALING = AeadConfig2026.get();
  static final Configuration DERIVATION = PrfConfig2026.get();

  // The first byte of what a Tink key made; the key's id follows.
  private static final byte TINK = 1;
  static final int PREFIX_BYTES = 1 + Integer.BYTES;

  /** New keys. */
  static MasterKeyset generate() {
    try {
      return new MasterKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, SEALING),
          KeysetHandle.generateNew(PredefinedPrfParameters.HKDF_SHA256, DERIVATION));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys could not be generated", e);
    }
  }

  /** Reads the text of a key file; {@link IllegalArgumentException} if it is none. */
  static MasterKeyset parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 2) {
      throw new IllegalArgumentException("a key file has two lines");
    }
    return new MasterKeyset(parse(lines.get(0), SEALING), parse(lines.get(1), DERIVATION));
  }

  /** The text of a key file. */
  String text() {
    return text(sealing, SEALING) + "\n" + text(derivation, DERIVATION) + "\n";
  }

  private static KeysetHandle parse(String keyset, Configuration configuration) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          keyset, configuration, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a keyset", e);
    }
  }

  private static String text(KeysetHandle keyset, Configuration configuration) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, configuration, InsecureSecretKeyAccess.get())
          .replace("\n", "");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keys could not be written", e);
    }
  }

  /** With one key more, which opens but does not seal yet. */
  MasterKeyset prepared() {
    return built(
        KeysetHandle.newBuilder(sealing).addEntry(entry(PredefinedAeadParameters.AES256_GCM)));
  }

  private static KeysetHandle.Builder.Entry entry(Parameters parameters) {
    return KeysetHandle.generateEntryFromParameters(parameters).withRandomId();
  }

  /** Whether the newest key is one that was prepared, and does not seal yet. */
  boolean isPrepared() {
    return !sealing.getAt(sealing.size() - 1).isPrimary();
  }

  /** With the newest key sealing. */
  MasterKeyset promoted() {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(sealing);
    builder.getAt(builder.size() - 1).makePrimary();
    return built(builder);
  }

  /** With the key that seals alone. */
  MasterKeyset withoutOld() {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(sealing);
    for (int at = builder.size() - 1; at >= 0; at--) {
      if (!builder.getAt(at).isPrimary()) {
        builder.deleteAt(at);
      }
    }
    return built(builder);
  }

  private MasterKeyset built(KeysetHandle.Builder builder) {
    try {
      return new MasterKeyset(builder.setConfiguration(SEALING).build(), derivation);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keys could not be changed", e);
    }
  }

  /** How many keys open. */
  int versions() {
    return sealing.size();
  }

  /** What everything begins with that the sealing key sealed. */
  byte[] currentPrefix() {
    return prefix(sealing.getPrimary().getId());
  }

  /** Whether one of these keys sealed it, as far as its beginning tells. */
  boolean knows(byte[] sealed) {
    if (sealed.length < PREFIX_BYTES || sealed[0] != TINK) {
      return false;
    }
    int id = ByteBuffer.wrap(sealed).getInt(1);
    for (int at = 0; at < sealing.size(); at++) {
      if (sealing.getAt(at).getId() == id) {
        return true;
      }
    }
    return false;
  }

  private static byte[] prefix(int id) {
    return ByteBuffer.allocate(PREFIX_BYTES).put(TINK).putInt(id).array();
  }

  // A record would show what little a handle shows of itself; nobody needs that.
  @Override
  public String toString() {
    return "MasterKeyset[" + versions() + " versions]";
  }
}
