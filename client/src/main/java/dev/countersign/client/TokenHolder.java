package dev.countersign.client;

import dev.countersign.api.TokenAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tokens a client calls with. Renews them shortly before they expire, once for all calls that
 * wait: a refresh token is good for one use only. Thread-safe.
 */
final class TokenHolder {
  /** Renewed this long before the end, so that a token doesn't expire under way. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final Clock clock;
  private @Nullable Held held;
  private @Nullable CompletableFuture<String> renewal;

  TokenHolder(Clock clock) {
    this.clock = clock;
  }

  /** Tokens, and when the access token ends; without a refresh token it can't be renewed. */
  private record Held(String access, @Nullable String refresh, Instant expiresAt) {
    @Override
    public String toString() {
      return "Held[REDACTED]";
    }
  }

  synchronized void hold(TokenAnswer tokens) {
    held =
        new Held(
            tokens.accessToken(),
            tokens.refreshToken(),
            clock.instant().plusSeconds(tokens.expiresIn()));
  }

  /** A newer access token of the same session. */
  synchronized void replaceAccess(String accessToken, long expiresIn) {
    String refresh = held == null ? null : held.refresh();
    held = new Held(accessToken, refresh, clock.instant().plusSeconds(expiresIn));
  }

  synchronized void hold(String accessToken) {
    held = new Held(accessToken, null, Instant.MAX);
  }

  synchronized void forget() {
    held = null;
  }

  /** The refresh token, if there is one. */
  synchronized Optional<String> refreshToken() {
    return Optional.ofNullable(held).map(Held::refresh);
  }

  /**
   * The access token to call with; empty when nobody is signed in.
   *
   * @param refresh gets new tokens for a refresh token
   */
  synchronized CompletableFuture<Optional<String>> current(
      Function<String, CompletableFuture<TokenAnswer>> refresh) {
    if (held == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    boolean fresh = clock.instant().isBefore(held.expiresAt().minus(MARGIN));
    return fresh || held.refresh() == null
        ? CompletableFuture.completedFuture(Optional.of(held.access()))
        : renewed(held.refresh(), refresh).thenApply(Optional::of);
  }

  /**
   * A token in place of one that the service refused; empty when there is none to be had.
   *
   * @param refused the token that was refused
   */
  synchronized CompletableFuture<Optional<String>> insteadOf(
      String refused, Function<String, CompletableFuture<TokenAnswer>> refresh) {
    if (held == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (!held.access().equals(refused)) {
      return CompletableFuture.completedFuture(Optional.of(held.access()));
    }
    return held.refresh() == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : renewed(held.refresh(), refresh).thenApply(Optional::of);
  }

  private synchronized CompletableFuture<String> renewed(
      String refreshToken, Function<String, CompletableFuture<TokenAnswer>> refresh) {
    if (renewal != null) {
      return renewal;
    }
    CompletableFuture<String> started =
        refresh
            .apply(refreshToken)
            .thenApply(tokens -> {
              hold(tokens);
              return tokens.accessToken();
            });
    renewal = started;
    var _ = started.whenComplete((token, failure) -> renewalEnded());
    return started;
  }

  /** There is one at a time: this is the end of the one that is held. */
  private synchronized void renewalEnded() {
    renewal = null;
  }

  @Override
  public String toString() {
    return "TokenHolder[REDACTED]";
  }
}
