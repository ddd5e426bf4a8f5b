package dev.countersign.client;

import dev.countersign.api.AccountBatchAnswer;
import dev.countersign.api.AccountBatchRequest;
import dev.countersign.api.AssetRequest;
import dev.countersign.api.AssetView;
import dev.countersign.api.AuditVerification;
import dev.countersign.api.DepositRequest;
import dev.countersign.api.PasswordPolicySettings;
import dev.countersign.api.Payment;
import dev.countersign.api.PaymentSettings;
import dev.countersign.api.TransactionBatchAnswer;
import dev.countersign.api.TransactionBatchRequest;
import dev.countersign.api.UserBatchAnswer;
import dev.countersign.api.UserBatchRequest;
import java.util.concurrent.CompletableFuture;

/** What administrators do; others are refused with a {@link PermissionDeniedException}. */
public final class Administration {
  private final Transport transport;
  private final ClientConfig config;

  Administration(Transport transport, ClientConfig config) {
    this.transport = transport;
    this.config = config;
  }

  /** Brings money in from outside; the same request again moves nothing. */
  public PaymentOutcome deposit(DepositRequest request) {
    return Waiting.on(depositAsync(request));
  }

  /** Brings money in from outside; the same request again moves nothing. */
  public CompletableFuture<PaymentOutcome> depositAsync(DepositRequest request) {
    return moved("/v1/admin/deposits", request);
  }

  /** Lets money out; the same request again moves nothing. */
  public PaymentOutcome withdraw(DepositRequest request) {
    return Waiting.on(withdrawAsync(request));
  }

  /** Lets money out; the same request again moves nothing. */
  public CompletableFuture<PaymentOutcome> withdrawAsync(DepositRequest request) {
    return moved("/v1/admin/withdrawals", request);
  }

  /** Opens accounts; those that are open already stay as they are. */
  public AccountBatchAnswer openAccounts(AccountBatchRequest request) {
    return Waiting.on(openAccountsAsync(request));
  }

  /** Opens accounts; those that are open already stay as they are. */
  public CompletableFuture<AccountBatchAnswer> openAccountsAsync(AccountBatchRequest request) {
    return transport
        .send(
            Call.repeatablePost(
                "/v1/admin/accounts/batch",
                request,
                AccountBatchAnswer.class,
                config.batchTimeout()))
        .thenApply(Reply::value);
  }

  /** Posts movements in order and answers a verdict for each. */
  public TransactionBatchAnswer post(TransactionBatchRequest request) {
    return Waiting.on(postAsync(request));
  }

  /** Posts movements in order and answers a verdict for each. */
  public CompletableFuture<TransactionBatchAnswer> postAsync(TransactionBatchRequest request) {
    return transport
        .send(
            Call.repeatablePost(
                "/v1/admin/transactions/batch",
                request,
                TransactionBatchAnswer.class,
                config.batchTimeout()))
        .thenApply(Reply::value);
  }

  /**
   * Takes people over from another system; those who are here already stay as they are.
   *
   * @param dryRun whether to judge only, and write nothing
   */
  public UserBatchAnswer importUsers(UserBatchRequest request, boolean dryRun) {
    return Waiting.on(importUsersAsync(request, dryRun));
  }

  /** Takes people over from another system, likewise. */
  public CompletableFuture<UserBatchAnswer> importUsersAsync(
      UserBatchRequest request, boolean dryRun) {
    return transport
        .send(
            Call.repeatablePost(
                "/v1/admin/users/batch?dry_run=" + dryRun,
                request,
                UserBatchAnswer.class,
                config.batchTimeout()))
        .thenApply(Reply::value);
  }

  /** The password policy of the caller's tenant, with every parameter. */
  public PasswordPolicySettings passwordPolicy() {
    return Waiting.on(passwordPolicyAsync());
  }

  /** The password policy of the caller's tenant, with every parameter. */
  public CompletableFuture<PasswordPolicySettings> passwordPolicyAsync() {
    return transport
        .send(Call.get("/v1/admin/password-policy", PasswordPolicySettings.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Adds something to be counted: an ISO 4217 currency, or an asset of the tenant's own. */
  public AssetView addAsset(AssetRequest request) {
    return Waiting.on(addAssetAsync(request));
  }

  /** Adds something to be counted: an ISO 4217 currency, or an asset of the tenant's own. */
  public CompletableFuture<AssetView> addAssetAsync(AssetRequest request) {
    return transport
        .send(Call.post("/v1/admin/assets", request, AssetView.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** How payments are made in the caller's tenant. */
  public PaymentSettings paymentSettings() {
    return Waiting.on(paymentSettingsAsync());
  }

  /** How payments are made in the caller's tenant. */
  public CompletableFuture<PaymentSettings> paymentSettingsAsync() {
    return transport
        .send(Call.get("/v1/admin/payment-settings", PaymentSettings.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Sets how payments are made, in place of all that was set before. */
  public PaymentSettings setPaymentSettings(PaymentSettings settings) {
    return Waiting.on(setPaymentSettingsAsync(settings));
  }

  /** Sets how payments are made, in place of all that was set before. */
  public CompletableFuture<PaymentSettings> setPaymentSettingsAsync(PaymentSettings settings) {
    return transport
        .send(
            Call.put(
                "/v1/admin/payment-settings", settings, PaymentSettings.class, config.timeout()))
        .thenApply(Reply::value);
  }

  /** Has the service recompute its whole audit log. */
  public AuditVerification verifyAudit() {
    return Waiting.on(verifyAuditAsync());
  }

  /** Has the service recompute its whole audit log. */
  public CompletableFuture<AuditVerification> verifyAuditAsync() {
    return transport
        .send(Call.get("/v1/audit/verification", AuditVerification.class, config.batchTimeout()))
        .thenApply(Reply::value);
  }

  private CompletableFuture<PaymentOutcome> moved(String path, DepositRequest request) {
    return transport
        .send(Call.repeatablePost(path, request, Payment.class, config.timeout()))
        .thenApply(reply -> new PaymentOutcome(reply.value(), reply.replayed()));
  }
}
