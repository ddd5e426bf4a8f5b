package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A factor that is being set up. It proves nothing until a code of it was verified. Everything
 * secret in here is shown this once.
 *
 * @param secret what an authenticator app shares with the service, for typing
 * @param provisioningUri the same and all the rest, for an app to read
 * @param qrCode the same as a picture (PNG), in the form of a data URI
 * @param qrCodeSvg the same picture as SVG
 * @param challengeId what to send back with the code that is on its way
 * @param expiresIn seconds until that code is good for nothing
 * @param recoveryCodes codes to be kept for the day everything else is lost; absent for whoever has
 *     some
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorSetup(
    @JsonProperty("method_id") String methodId,
    String type,
    String name,
    @Nullable String destination,
    @Nullable String secret,
    @JsonProperty("provisioning_uri") @Nullable String provisioningUri,
    @JsonProperty("qr_code") @Nullable String qrCode,
    @JsonProperty("qr_code_svg") @Nullable String qrCodeSvg,
    @JsonProperty("challenge_id") @Nullable String challengeId,
    @JsonProperty("expires_in") @Nullable Long expiresIn,
    @JsonProperty("recovery_codes") @Nullable List<String> recoveryCodes) {
  public FactorSetup {
    recoveryCodes = recoveryCodes == null ? null : List.copyOf(recoveryCodes);
  }

  @Override
  public String toString() {
    return "FactorSetup[methodId=" + methodId + ", type=" + type + "]";
  }
}
