package dev.countersign.server.audit;

import dev.countersign.api.AuditVerification;
import dev.countersign.api.ErrorCode;
import dev.countersign.server.access.Caller;
import dev.countersign.server.audit.AuditVerdict.Broken;
import dev.countersign.server.audit.AuditVerdict.Unfinished;
import dev.countersign.server.audit.AuditVerdict.Verified;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.store.TenantTransactions;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log as a whole: its signed head, and whether its rows are what they should be. */
@RestController
@RequestMapping("/v1/audit")
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
@Tag(name = "audit")
class AuditLogController {
  private final TenantTransactions transactions;
  private final JdbcAuditRows rows;
  private final AuditVerifier verifier;
  private final AuditSettings settings;
  private final Semaphore verifications = new Semaphore(1);

  AuditLogController(
      TenantTransactions transactions,
      JdbcAuditRows rows,
      AuditVerifier verifier,
      AuditSettings settings) {
    this.transactions = transactions;
    this.rows = rows;
    this.verifier = verifier;
    this.settings = settings;
  }

  @GetMapping(path = "/checkpoint", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "The log's last signed head",
      description = "A C2SP tlog-checkpoint, signed with Ed25519 and ML-DSA-44.")
  @Refuses(ErrorCode.NOT_FOUND)
  String checkpoint(@AuthenticationPrincipal Caller caller) {
    Administrators.require(caller);
    return transactions
        .acrossTenants(rows::lastCheckpoint)
        .map(CheckpointRow::note)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.NOT_FOUND, "Nothing has a place in the log yet."));
  }

  @GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Recompute the whole log from its rows",
      description = "Takes as long as the log is; one at a time, and within a time limit.")
  AuditVerification verification(@AuthenticationPrincipal Caller caller) {
    Administrators.require(caller);
    if (!verifications.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.UNAVAILABLE, "The log is being verified for somebody else. Try again soon.");
    }
    try {
      return answer(verifier.verify(settings.verificationLimit()));
    } finally {
      verifications.release();
    }
  }

  private static AuditVerification answer(AuditVerdict verdict) {
    return switch (verdict) {
      case Verified verified -> new AuditVerification(true, verified.size(), verified.sentence());
      case Broken broken ->
          new AuditVerification(
              false, Objects.requireNonNullElse(broken.place(), 0L), broken.sentence());
      case Unfinished unfinished ->
          throw new ProblemException(ErrorCode.UNAVAILABLE, unfinished.sentence());
    };
  }
}
