package dev.countersign.client;

import dev.countersign.api.ReconciliationImport;
import dev.countersign.api.ReconciliationMatch;
import dev.countersign.api.ReconciliationMatchPage;
import dev.countersign.api.ReconciliationMatchRequest;
import dev.countersign.api.ReconciliationRunAnswer;
import dev.countersign.api.ReconciliationRunRequest;
import dev.countersign.api.ReconciliationStanding;
import dev.countersign.api.ReconciliationUndoRequest;
import dev.countersign.api.TransactionReport;
import dev.countersign.api.TrialBalance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports of the ledger, and accounts outside held against it; for whoever may read all of it. */
public final class Books {
  private final Transport transport;
  private final ClientConfig config;

  Books(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /**
   * The trial balance.
   *
   * @param at at the end of this moment; {@code null} for now
   */
  public TrialBalance trialBalance(@Nullable Instant at) {
    return Waiting.on(trialBalanceAsync(at));
  }

  /** The trial balance, likewise. */
  public CompletableFuture<TrialBalance> trialBalanceAsync(@Nullable Instant at) {
    return got("/v1/reports/trial-balance" + (at == null ? "" : "?at=" + at), TrialBalance.class);
  }

  /** What was recorded from a time on and before another. */
  public TransactionReport report(Instant from, Instant to) {
    return Waiting.on(reportAsync(from, to));
  }

  /** What was recorded from a time on and before another. */
  public CompletableFuture<TransactionReport> reportAsync(Instant from, Instant to) {
    return got("/v1/reports/transactions?from=" + from + "&to=" + to, TransactionReport.class);
  }

  /**
   * Takes in a file that tells of everything outside in a currency; the same file again changes
   * nothing.
   *
   * @param format {@code mt940}, {@code camt.053} or {@code csv}
   * @param columns for CSV, what its columns are: {@code date_column}, {@code amount_column} and so
   *     on, by the names of the API
   */
  public ReconciliationImport take(
      String currency, String format, byte[] file, Map<String, String> columns) {
    return Waiting.on(takeAsync(currency, format, file, columns));
  }

  /** Takes in a file, likewise. */
  public CompletableFuture<ReconciliationImport> takeAsync(
      String currency, String format, byte[] file, Map<String, String> columns) {
    Map<String, String> query = new TreeMap<>(columns);
    query.put("currency", currency);
    query.put("format", format);
    return posted("/v1/reconciliation/imports?" + text(query), file, ReconciliationImport.class);
  }

  /** What has no counterpart, outside in a currency or in the ledger; so many of each side. */
  public ReconciliationStanding standing(String currency, int limit) {
    return Waiting.on(standingAsync(currency, limit));
  }

  /** What has no counterpart, likewise. */
  public CompletableFuture<ReconciliationStanding> standingAsync(String currency, int limit) {
    return got(
        "/v1/reconciliation?currency=" + encoded(currency) + "&limit=" + limit,
        ReconciliationStanding.class);
  }

  /** Looks again for what is the same; answers how many matches there are more. */
  public ReconciliationRunAnswer run(ReconciliationRunRequest request) {
    return Waiting.on(posted("/v1/reconciliation/run", request, ReconciliationRunAnswer.class));
  }

  /** Matches by hand. */
  public ReconciliationMatch settle(ReconciliationMatchRequest request) {
    return Waiting.on(
        transport
            .send(
                Call.post(
                    "/v1/reconciliation/matches",
                    request,
                    ReconciliationMatch.class,
                    config.timeout()))
            .thenApply(Reply::value));
  }

  /** The newest matches of everything outside in a currency. */
  public ReconciliationMatchPage matches(String currency, int limit) {
    return Waiting.on(
        got(
            "/v1/reconciliation/matches?currency=" + encoded(currency) + "&limit=" + limit,
            ReconciliationMatchPage.class));
  }

  /** Takes a match back, by its id {@code rcm_…}. */
  public void undo(String match, String reason) {
    Waiting.on(
        transport.send(
            Call.post(
                "/v1/reconciliation/matches/" + encoded(match) + "/undo",
                new ReconciliationUndoRequest(reason),
                Call.Nothing.class,
                config.timeout())));
  }

  private <T> CompletableFuture<T> got(String path, Class<T> answer) {
    return transport.send(Call.get(path, answer, config.batchTimeout())).thenApply(Reply::value);
  }

  private <T> CompletableFuture<T> posted(String path, Object body, Class<T> answer) {
    return transport
        .send(Call.repeatablePost(path, body, answer, config.batchTimeout()))
        .thenApply(Reply::value);
  }

  private static String text(Map<String, String> query) {
    return query.entrySet().stream()
        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
