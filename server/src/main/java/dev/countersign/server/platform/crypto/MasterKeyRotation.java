package dev.countersign.server.platform.crypto;

import dev.countersign.server.platform.store.StoreAccess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Changes the key that seals, and seals anew what older ones did. Each step is whole by itself, so
 * that a rotation that was cut off goes on where it stopped: nothing is ever sealed by a key that
 * is not in the file.
 */
public final class MasterKeyRotation {
  // A running service looks at the file every second, and a transaction that sealed something with
  // the key before may commit some seconds later. Nobody sees either; so both get ample time.
  private static final Duration SETTLING = Duration.ofMinutes(1);

  private final MasterKeyFile file;
  private final StoreAccess store;
  private final List<MasterSealed> all;
  private final int batch;
  private final Consumer<String> progress;
  private final InstantSource clock = InstantSource.system();

  /**
   * A rotation of an installation's keys.
   *
   * @param progress is told of each step
   */
  public MasterKeyRotation(StoreAccess store, Consumer<String> progress) {
    this(store, everything(), 500, progress);
  }

  MasterKeyRotation(
      StoreAccess store, List<MasterSealed> all, int batch, Consumer<String> progress) {
    this.file = MasterKeyFile.in(store.settings().directory());
    this.store = store;
    this.all = List.copyOf(all);
    this.batch = batch;
    this.progress = progress;
  }

  static List<MasterSealed> everything() {
    return ServiceLoader.load(MasterSealed.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** What became of the file. */
  public enum Change {
    /** A new key seals from now on. */
    ROTATED,
    /** An earlier rotation had not come to its end; now it has. */
    FINISHED,
    /** A new key opens from now on, and will seal when it is everywhere. */
    PREPARED,
    /** There is a prepared key already. */
    ALREADY_PREPARED,
    /** The old keys are gone. */
    DROPPED,
    /** There was none but the current one. */
    NOTHING_TO_DROP,
    /** Something is still sealed by an old key. */
    IN_USE,
    /** A service may not have taken up the current key yet, and still seal with an old one. */
    TOO_SOON
  }

  /**
   * Puts a new or the prepared key into use, unless an earlier rotation is to be finished first.
   */
  public Change rotate() {
    MasterKeyset keys = file.keyset();
    boolean unfinished = !keys.isPrepared() && outdated(keys) > 0;
    if (!unfinished) {
      keys = (keys.isPrepared() ? keys : keys.prepared()).promoted();
      file.replace(keys);
      progress.accept("A new master key is in use.");
    }
    resealAll(new Resealing(keys));
    return unfinished ? Change.FINISHED : Change.ROTATED;
  }

  /** Adds a key that opens only, for installations whose nodes have copies of the file. */
  public Change prepare() {
    MasterKeyset keys = file.keyset();
    if (keys.isPrepared()) {
      return Change.ALREADY_PREPARED;
    }
    file.replace(keys.prepared());
    return Change.PREPARED;
  }

  /** Drops every key but the current one, unless something needs them. */
  public Change drop() {
    MasterKeyset keys = file.keyset();
    if (outdated(keys) > 0) {
      return Change.IN_USE;
    }
    if (keys.versions() == 1) {
      return Change.NOTHING_TO_DROP;
    }
    if (clock.instant().isBefore(file.changedAt().plus(SETTLING))) {
      return Change.TOO_SOON;
    }
    file.replace(keys.withoutOld());
    return Change.DROPPED;
  }

  private void resealAll(Resealing keys) {
    for (MasterSealed sealed : all) {
      long done = 0;
      for (int some = batch; some > 0; done += some) {
        some = sealed.reseal(store, keys, batch);
      }
      progress.accept("Sealed anew: " + done + " " + sealed.name() + ".");
    }
  }

  private long outdated(MasterKeyset keys) {
    Resealing current = new Resealing(keys);
    return all.stream().mapToLong(sealed -> told(sealed, current)).sum();
  }

  private long told(MasterSealed sealed, Resealing keys) {
    long outdated = sealed.outdated(store, keys);
    if (outdated > 0) {
      progress.accept("Sealed by an old master key: " + outdated + " " + sealed.name() + ".");
    }
    return outdated;
  }
}
