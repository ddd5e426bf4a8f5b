package dev.countersign.server.audit;

import dev.countersign.proof.SignatureType;
import dev.countersign.server.platform.crypto.MasterSealed;
import dev.countersign.server.platform.crypto.Resealing;
import dev.countersign.server.platform.store.StoreAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The files of the keys that sign the audit log's checkpoints. */
public final class CheckpointKeysSealed implements MasterSealed {
  /** Made by the service loader. */
  public CheckpointKeysSealed() {}

  @Override
  public String name() {
    return "checkpoint keys";
  }

  @Override
  public int reseal(StoreAccess store, Resealing keys, int limit) {
    Path directory = store.settings().directory();
    List<SignatureType> some = outdated(directory, keys).limit(limit).toList();
    some.forEach(type -> reseal(directory, type, keys));
    return some.size();
  }

  @Override
  public long outdated(StoreAccess store, Resealing keys) {
    return outdated(store.settings().directory(), keys).count();
  }

  private static Stream<SignatureType> outdated(Path directory, Resealing keys) {
    return Arrays.stream(SignatureType.values())
        .filter(type -> Files.exists(CheckpointKeys.fileOf(directory, type)))
        .filter(type -> !keys.isCurrent(read(CheckpointKeys.fileOf(directory, type))));
  }

  private static void reseal(Path directory, SignatureType type, Resealing keys) {
    Path file = CheckpointKeys.fileOf(directory, type);
    try {
      DurableFiles.replace(
          file, keys.reseal(read(file), CheckpointKeys.contextOf(directory, type)));
    } catch (IOException e) {
      throw new UncheckedIOException("The key in " + file + " could not be sealed anew", e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The key in " + file + " cannot be read", e);
    }
  }
}
