package dev.countersign.server.payments;

import dev.countersign.api.CountersignRequest;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.Payment;
import dev.countersign.api.SigningChallenge;
import dev.countersign.api.SigningChallengeRequest;
import dev.countersign.api.WaitingPage;
import dev.countersign.server.access.Caller;
import dev.countersign.server.countersigning.Countersigning;
import dev.countersign.server.countersigning.Countersigning.Begun;
import dev.countersign.server.countersigning.Countersigning.Outcome;
import dev.countersign.server.countersigning.SigningRefusal;
import dev.countersign.server.countersigning.WaitingPayment;
import dev.countersign.server.countersigning.WaitingPayments;
import dev.countersign.server.factors.Challenges;
import dev.countersign.server.factors.FactorAnswers;
import dev.countersign.server.factors.FactorId;
import dev.countersign.server.factors.FactorType;
import dev.countersign.server.factors.Passkeys;
import dev.countersign.server.platform.id.WaitingPaymentId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.PageRequest;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments that wait to be countersigned: seeing, signing and taking them back. */
@RestController
@RequestMapping(path = "/v1/payments", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED, ErrorCode.IMPERSONATION_REFUSED})
class CountersigningController {
  private static final int HANDLE_MAX = 128;
  private static final int ID_MAX = 64;
  private static final int DIGEST_LENGTH = 64;

  private final WaitingPayments waiting;
  private final Countersigning countersigning;
  private final Signatures signatures;
  private final Passkeys passkeys;

  CountersigningController(
      WaitingPayments waiting,
      Countersigning countersigning,
      Signatures signatures,
      Passkeys passkeys) {
    this.waiting = waiting;
    this.countersigning = countersigning;
    this.signatures = signatures;
    this.passkeys = passkeys;
  }

  @Operation(
      summary = "Payments that wait to be countersigned, the newest first",
      description = "One's own; for whoever signs for others, all.")
  @GetMapping("/awaiting")
  WaitingPage list(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(defaultValue = "true") boolean open,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    PageRequest<WaitingPaymentId> page = PageRequest.read(cursor, limit, WaitingPaymentId::parse);
    return page.page(
        waiting.list(caller, open, page.cursor(), page.sought()),
        signatures::view,
        Payment::id,
        WaitingPage::new);
  }

  @Operation(summary = "One payment that waits or has waited, with what is signed")
  @GetMapping("/awaiting/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  Payment one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return waiting
        .find(caller, id(id))
        .map(signatures::view)
        .orElseThrow(SigningRefusal.NOT_FOUND::problem);
  }

  @Operation(
      summary = "Ask the payer for a second factor, to sign with",
      description =
          "The code is good for exactly what the text says: amount, currency and payee. A message"
              + " with a code says the same. Recovery codes do not sign.")
  @PostMapping("/{id}/countersign/challenge")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.NOT_A_SIGNER,
    ErrorCode.NOT_AWAITING_SIGNATURE,
    ErrorCode.MFA_NOT_SET_UP,
    ErrorCode.MESSAGE_NOT_SENT,
    ErrorCode.RATE_LIMITED
  })
  SigningChallenge challenge(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody SigningChallengeRequest request) {
    Fields fields = new Fields();
    FactorId wanted =
        request.methodId() == null
            ? null
            : fields
                .parsed(
                    "method_id",
                    request.methodId(),
                    ID_MAX,
                    FactorId::parse,
                    "Give the id of a factor, mfa_….")
                .orElse(null);
    fields.verify();
    return switch (countersigning.begin(caller, id(id), wanted)) {
      case Begun.Issued issued -> issued(caller, issued);
      case Begun.NotIssued(Challenges.Begun why) -> throw notIssued(why);
      case Begun.NoFactor _ -> throw FactorAnswers.refused(ErrorCode.MFA_NOT_SET_UP);
      case Begun.Refused(SigningRefusal reason) -> throw reason.problem();
    };
  }

  @Operation(
      summary = "Sign a payment, which is then posted",
      description =
          "The payer sends a challenge and its answer: a fresh second factor, bound to amount and"
              + " payee. Anybody else who may sends the digest of what they were shown; nobody signs"
              + " for whom they lent a role, or who lent them one. Answered as the payment would"
              + " have been.")
  @PostsMoney
  @PostMapping("/{id}/countersign")
  @Refuses({
    ErrorCode.NOT_FOUND,
    ErrorCode.FORBIDDEN,
    ErrorCode.SAME_ACCOUNT,
    ErrorCode.NOT_A_SIGNER,
    ErrorCode.SIGNER_NOT_APART,
    ErrorCode.NOT_AWAITING_SIGNATURE,
    ErrorCode.SHOWN_OTHERWISE,
    ErrorCode.INVALID_CODE,
    ErrorCode.PASSKEY_REFUSED,
    ErrorCode.RATE_LIMITED
  })
  ResponseEntity<Payment> sign(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody CountersignRequest request) {
    return switch (signed(caller, id(id), request)) {
      case Outcome.Signed(WaitingPayment payment) -> signatures.post(payment);
      case Outcome.NotProved(Challenges.Answer answer) -> throw notProved(answer);
      case Outcome.Refused(SigningRefusal reason) -> throw reason.problem();
    };
  }

  @Operation(summary = "Take one's own payment back before anybody has signed")
  @PostMapping("/{id}/cancel")
  @Refuses({ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND, ErrorCode.NOT_AWAITING_SIGNATURE})
  Payment cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    WaitingPaymentId payment = id(id);
    waiting
        .cancel(caller, payment)
        .ifPresent(reason -> {
          throw reason.problem();
        });
    return waiting.find(caller, payment).map(signatures::view).orElseThrow();
  }

  private Outcome signed(Caller caller, WaitingPaymentId id, CountersignRequest request) {
    Fields fields = new Fields();
    if (request.challengeId() == null) {
      String digest = fields.text("digest", request.digest(), DIGEST_LENGTH);
      fields.verify();
      return countersigning.signAsSecondPerson(caller, id, digest);
    }
    Secret challenge = fields.secret("challenge_id", request.challengeId(), HANDLE_MAX);
    Secret answer =
        request.credential() == null
            ? fields.secret("code", request.code(), HANDLE_MAX)
            : passkeys.response(request.credential());
    fields.verify();
    return countersigning.sign(caller, id, challenge, answer);
  }

  private SigningChallenge issued(Caller caller, Begun.Issued issued) {
    Challenges.Begun.Issued challenge = issued.challenge();
    return new SigningChallenge(
        challenge.handle().reveal(),
        issued.shown().text(),
        issued.shown().digest(),
        FactorAnswers.view(challenge.factor()),
        issued.choices().stream().map(FactorAnswers::view).toList(),
        challenge.life().toSeconds(),
        Challenges.TRIES_MAX,
        challenge.factor().type() == FactorType.PASSKEY
            ? passkeys.use(
                caller.tenant(), challenge.factor(), challenge.handle(), challenge.life())
            : null);
  }

  private static ProblemException notIssued(Challenges.Begun why) {
    return switch (why) {
      case Challenges.Begun.Delayed delayed -> FactorAnswers.delayed(delayed.delay());
      case Challenges.Begun.NotSent _ -> FactorAnswers.refused(ErrorCode.MESSAGE_NOT_SENT);
      case Challenges.Begun.NoSuchFactor _, Challenges.Begun.Issued _ ->
          FactorAnswers.refused(ErrorCode.MFA_NOT_SET_UP);
    };
  }

  private static ProblemException notProved(Challenges.Answer answer) {
    return switch (answer) {
      case Challenges.Answer.Wrong wrong when wrong.fault() != null ->
          FactorAnswers.passkeyRefused(wrong.fault());
      case Challenges.Answer.Wrong wrong ->
          new ProblemException(
              ErrorCode.INVALID_CODE,
              "The code is wrong.",
              List.of(),
              Map.of("tries_left", Integer.toString(wrong.triesLeft())));
      case Challenges.Answer.Delayed delayed -> FactorAnswers.delayed(delayed.delay());
      case Challenges.Answer.Gone _, Challenges.Answer.Passed _ ->
          FactorAnswers.refused(ErrorCode.INVALID_CODE);
    };
  }

  private static WaitingPaymentId id(String text) {
    return WaitingPaymentId.parse(text).orElseThrow(SigningRefusal.NOT_FOUND::problem);
  }
}
