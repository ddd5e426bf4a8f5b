package dev.countersign.client;

import dev.countersign.api.CountersignRequest;
import dev.countersign.api.Payment;
import dev.countersign.api.SigningChallenge;
import dev.countersign.api.SigningChallengeRequest;
import dev.countersign.api.WaitingPage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Payments that wait to be countersigned. Whoever pays asks for a challenge and answers it; anybody
 * else signs the digest of what they were shown. It takes the session of a person.
 */
public final class Countersigning {
  private static final String PAYMENTS = "/v1/payments/";
  private static final String AWAITING = "/v1/payments/awaiting";

  private final Transport transport;
  private final ClientConfig config;

  Countersigning(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /**
   * Those that can be signed, the newest first: one's own, and all for whoever signs for others.
   *
   * @param cursor the {@code next_cursor} of the page before; {@code null} for the first
   * @param limit 1 to 200
   */
  public WaitingPage list(@Nullable String cursor, int limit) {
    return Waiting.on(listAsync(cursor, limit));
  }

  /** The same, in time: see {@link #list}. */
  public CompletableFuture<WaitingPage> listAsync(@Nullable String cursor, int limit) {
    return transport
        .send(Call.get(AWAITING + Call.page(cursor, limit), WaitingPage.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** One, with exactly what is signed, by its id {@code csg_…}. */
  public Payment find(String id) {
    return Waiting.on(findAsync(id));
  }

  /** The same, in time: see {@link #find}. */
  public CompletableFuture<Payment> findAsync(String id) {
    return transport
        .send(Call.get(AWAITING + "/" + Call.segment(id), Payment.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /**
   * Asks the payer for a second factor.
   *
   * @param method which one, {@code mfa_…}; {@code null} for the primary one
   */
  public SigningChallenge challenge(String id, @Nullable String method) {
    return Waiting.on(challengeAsync(id, method));
  }

  /** The same, in time: see {@link #challenge}. */
  public CompletableFuture<SigningChallenge> challengeAsync(String id, @Nullable String method) {
    return transport
        .send(
            Call.post(
                path(id, "/countersign/challenge"),
                new SigningChallengeRequest(method),
                SigningChallenge.class,
                config.timeout()))
        .thenApply(Reply::value);
  }

  /** Signs; the answer is the payment as it was posted. */
  public Payment sign(String id, CountersignRequest signature) {
    return Waiting.on(signAsync(id, signature));
  }

  /** The same, in time: see {@link #sign}. */
  public CompletableFuture<Payment> signAsync(String id, CountersignRequest signature) {
    return transport
        .send(Call.post(path(id, "/countersign"), signature, Payment.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Takes one's own back. */
  public Payment cancel(String id) {
    return Waiting.on(cancelAsync(id));
  }

  /** The same, in time: see {@link #cancel}. */
  public CompletableFuture<Payment> cancelAsync(String id) {
    return transport
        .send(Call.post(path(id, "/cancel"), null, Payment.class, config.timeout()))
        .thenApply(Reply::value);
  }

  private static String path(String id, String rest) {
    return PAYMENTS + Call.segment(id) + rest;
  }
}
