package dev.countersign.server.factors;

import dev.countersign.api.PasskeyCredential;
import dev.countersign.server.webauthn.Attestation;
import dev.countersign.server.webauthn.Ceremony;
import dev.countersign.server.webauthn.Fault;
import dev.countersign.server.webauthn.PublicKey;
import dev.countersign.server.webauthn.RelyingParty;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Passkeys: a challenge for an enrolment asks for a new one, any other for the use of one. */
@Component
final class PasskeyMethod implements FactorMethod {
  private final JdbcPasskeys store;
  private final RelyingParty party;
  private final PasskeyUse use;
  private final PasskeyReading reading;

  PasskeyMethod(JdbcPasskeys store, RelyingParty party, PasskeyUse use, PasskeyReading reading) {
    this.store = store;
    this.party = party;
    this.use = use;
    this.reading = reading;
  }

  @Override
  public FactorType type() {
    return FactorType.PASSKEY;
  }

  @Override
  public Verdict judge(Question question, String response) {
    Optional<PasskeyCredential> credential = reading.credential(response);
    if (question.challenge().purpose() instanceof ChallengePurpose.Enrolment) {
      return credential
          .flatMap(PasskeyReading::attestation)
          .map(answer -> register(question, answer))
          .orElseGet(() -> Verdict.refused(Fault.MALFORMED));
    }
    JdbcFactors.Row factor = question.factor();
    return credential
        .flatMap(PasskeyReading::assertion)
        .map(answer ->
            use.judge(
                factor.tenant(),
                Optional.of(new JdbcPasskeys.Owned(factor.id(), factor.user())),
                answer,
                question.handle()))
        .map(PasskeyMethod::verdict)
        .orElseGet(() -> Verdict.refused(Fault.MALFORMED));
  }

  private Verdict register(Question question, Attestation answer) {
    return switch (party.register(answer, question.handle())) {
      case Ceremony.Accepted(PublicKey key) ->
          store.insert(question.factor().tenant(), question.factor().id(), key, answer.transports())
              ? Verdict.RIGHT
              : Verdict.refused(Fault.KNOWN);
      case Ceremony.Refused(Fault fault) -> Verdict.refused(fault);
    };
  }

  private static Verdict verdict(Ceremony judged) {
    return switch (judged) {
      case Ceremony.Accepted _ -> Verdict.RIGHT;
      case Ceremony.Refused(Fault fault) -> Verdict.refused(fault);
    };
  }
}
