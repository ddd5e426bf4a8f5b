package dev.countersign.server.tokens;

import dev.countersign.server.platform.id.SessionId;
import dev.countersign.server.platform.time.StoredTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The refresh tokens of a session, each good for one exchange (RFC 9700 §4.14.2). Within a grace
 * window the last one may come again from the same device, since tabs race and answers get lost; it
 * gets the very same successor, so that there is never a second branch.
 */
final class RefreshFamilies {
  private final JdbcRefreshTokens store;
  private final SuccessorSeal seal;
  private final InstantSource clock;

  RefreshFamilies(JdbcRefreshTokens store, SuccessorSeal seal, InstantSource clock) {
    this.store = store;
    this.seal = seal;
    this.clock = clock;
  }

  /** A new pair and when its access token expires. */
  record Successor(IssuedTokens tokens, Instant accessExpires) {}

  /** The caller holds the session's row. */
  Renewal renew(VerifiedToken token, String device, Duration grace, Supplier<Successor> successor) {
    Optional<RefreshUse> use = store.find(token.tokenId(), token.session());
    if (use.isEmpty()) {
      return new Renewal.Unknown();
    }
    byte[] mark = seal.mark(device);
    return use.get().isSpent()
        ? again(token.tokenId(), use.get(), mark)
        : exchange(token.tokenId(), token.session(), mark, grace, successor.get());
  }

  private Renewal exchange(
      UUID token, SessionId session, byte[] mark, Duration grace, Successor successor) {
    Instant now = StoredTime.now(clock);
    byte[] sealed = seal.seal(token, successor.tokens(), successor.accessExpires());
    if (!store.spend(token, session, now, sealed, now.plus(grace), mark)) {
      throw new IllegalStateException("a refresh token was spent without its session's lock");
    }
    return new Renewal.Renewed(successor.tokens());
  }

  private Renewal again(UUID token, RefreshUse use, byte[] mark) {
    Instant now = clock.instant();
    byte[] sealed = use.successorFor(mark, now);
    return sealed == null
        ? new Renewal.Reused()
        : new Renewal.Repeated(seal.open(token, sealed, now));
  }
}
