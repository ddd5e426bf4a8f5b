package dev.countersign.server.factors;

import dev.countersign.api.FactorSetupRequest;
import dev.countersign.server.platform.secret.Secret;
import dev.countersign.server.platform.web.Fields;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what somebody wants to set up. */
public final class FactorRequests {
  private static final int PHONE_MAX = 40;
  // The country's digit or digits, and the rest: what D026 asks for, with what people put between.
  private static final Pattern PHONE = Pattern.compile("\\+?1?\\d{9,15}");

  private FactorRequests() {}

  /** Reads a request, and refuses it with all that is at fault. */
  public static FactorRequest read(FactorSetupRequest request) {
    Fields fields = new Fields();
    FactorType type =
        fields
            .parsed("type", request.type(), 20, FactorType::ofWireName, "Give totp, sms or email.")
            .orElse(FactorType.TOTP);
    String name =
        fields.optionalText("name", request.name(), FactorController.NAME_MAX).orElse(type.label());
    FactorRequest wanted =
        switch (type) {
          case TOTP -> app(fields, name, request);
          case SMS -> new FactorRequest.Phone(name, phone(fields, request.phone()));
          case EMAIL -> new FactorRequest.Mailbox(name);
          case RECOVERY_CODE, PASSKEY -> {
            fields.fault(
                "type",
                "malformed",
                "Give totp, sms or email; for a passkey, POST /v1/mfa/passkeys/options.");
            yield new FactorRequest.Mailbox(name);
          }
        };
    fields.verify();
    return wanted;
  }

  /** An authenticator app of the kind that every telephone has. */
  public static FactorRequest usualApp() {
    TotpParameters usual = TotpParameters.USUAL;
    return new FactorRequest.App(
        FactorType.TOTP.label(), usual.digits(), usual.periodSeconds(), usual.algorithm().name());
  }

  /** A telephone; empty where the number is none. */
  public static Optional<FactorRequest> phone(String number) {
    return number.length() > PHONE_MAX
        ? Optional.empty()
        : number(number.strip()).map(read -> new FactorRequest.Phone(FactorType.SMS.label(), read));
  }

  private static FactorRequest app(Fields fields, String name, FactorSetupRequest request) {
    TotpParameters usual = TotpParameters.USUAL;
    int digits = Objects.requireNonNullElse(request.digits(), usual.digits());
    int period = Objects.requireNonNullElse(request.period(), usual.periodSeconds());
    if (digits < TotpParameters.DIGITS_MIN || digits > TotpParameters.DIGITS_MAX) {
      fields.fault("digits", "out_of_range", "Give 6 to 8 digits.");
    }
    if (period < TotpParameters.PERIOD_MIN || period > TotpParameters.PERIOD_MAX) {
      fields.fault("period", "out_of_range", "Give 15 to 60 seconds.");
    }
    TotpAlgorithm algorithm =
        request.algorithm() == null
            ? usual.algorithm()
            : fields
                .parsed(
                    "algorithm",
                    request.algorithm(),
                    10,
                    TotpAlgorithm::ofName,
                    "Give SHA1, SHA256 or SHA512.")
                .orElse(usual.algorithm());
    return new FactorRequest.App(name, digits, period, algorithm.name());
  }

  private static Secret phone(Fields fields, @Nullable String given) {
    return fields
        .parsed(
            "phone",
            given,
            PHONE_MAX,
            FactorRequests::number,
            "Give the number with its country's code, such as +420601234567.")
        .orElseGet(() -> Secret.of(""));
  }

  private static Optional<Secret> number(String text) {
    String plain = text.replaceAll("[ ().-]", "");
    return PHONE.matcher(plain).matches()
        ? Optional.of(Secret.of(plain.startsWith("+") ? plain : "+" + plain))
        : Optional.empty();
  }
}
