package dev.countersign.server.mail;

import dev.countersign.server.platform.id.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The way to somebody's mailbox. A message joins the caller's transaction: it goes out after the
 * commit, or not at all, and a restart loses none. It may arrive twice where the service dies
 * between sending and remembering that. Thread-safe.
 */
public interface Mail {
  /**
   * Queues a letter.
   *
   * @param person whose key seals it until it is sent; {@code null} where nobody is known, and the
   *     tenant's own key does
   */
  void send(TenantId tenant, @Nullable UUID person, Letter letter);

  /**
   * Queues the wish for a letter, which {@link LateLetters} of that kind write once the caller has
   * been answered. So asking takes the same work whether or not anything comes of it.
   *
   * @param about what the letter is about, sealed likewise
   */
  void sendLater(TenantId tenant, @Nullable UUID person, String kind, String about);
}
