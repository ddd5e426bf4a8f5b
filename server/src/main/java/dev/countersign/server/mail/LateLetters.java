package dev.countersign.server.mail;

import dev.countersign.server.platform.id.TenantId;
import java.util.Optional;

/** Writes the letters of one kind when they are about to be sent. A bean of this type is found. */
public interface LateLetters {
  /** The kind, as {@link Mail#sendLater} names it. */
  String kind();

  /**
   * Writes a letter, in a transaction that sees the tenant and keeps what this changes together
   * with the letter; empty where nothing is to be sent.
   */
  Optional<Letter> write(TenantId tenant, String about);
}
