package dev.countersign.server.payments;

import dev.countersign.api.AssetRequest;
import dev.countersign.api.AssetView;
import dev.countersign.api.AssetsAnswer;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.PaymentSettings;
import dev.countersign.server.access.Caller;
import dev.countersign.server.ledger.Assets;
import dev.countersign.server.platform.money.Asset;
import dev.countersign.server.platform.web.Fields;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a tenant counts, what of it can be paid, and what one is worth in another. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN})
class AssetsController {
  private final Assets assets;
  private final OwnAssets own;
  private final PaymentPolicies policies;

  AssetsController(Assets assets, OwnAssets own, PaymentPolicies policies) {
    this.assets = assets;
    this.own = own;
    this.policies = policies;
  }

  @Operation(summary = "What can be paid here, and at which rates it is converted")
  @GetMapping("/v1/assets")
  AssetsAnswer list(@AuthenticationPrincipal Caller caller) {
    PaymentPolicy policy = policies.of(caller.tenant());
    return new AssetsAnswer(
        assets.all(caller.tenant()).stream().map(asset -> view(policy, asset)).toList(),
        PaymentPolicies.rates(policy));
  }

  @Operation(
      summary = "Add an asset",
      description =
          "An ISO 4217 currency, with the standard's scale, or one of the tenant's own, with any."
              + " Assets stay; what is not to be paid any more is left out of the allowed ones.")
  @PostMapping("/v1/admin/assets")
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses(ErrorCode.ASSET_EXISTS)
  AssetView add(@AuthenticationPrincipal Caller caller, @RequestBody AssetRequest request) {
    Fields fields = new Fields();
    String code =
        fields
            .parsed(
                "code",
                request.code(),
                Orders.CURRENCY_MAX,
                text -> Optional.of(text).filter(Asset::isCode),
                "Give three to twelve capitals and digits, a letter first.")
            .orElse("");
    int scale = OwnAssets.scale(fields, code, request.scale());
    fields.verify();
    Asset asset = new Asset(code, scale);
    own.add(caller, asset);
    return view(policies.of(caller.tenant()), asset);
  }

  @Operation(summary = "How payments are made in the tenant")
  @GetMapping("/v1/admin/payment-settings")
  PaymentSettings settings(@AuthenticationPrincipal Caller caller) {
    return PaymentPolicies.settings(policies.of(caller.tenant()));
  }

  @Operation(
      summary = "Set how payments are made in the tenant",
      description =
          "What can be paid, and at which rates assets are converted. Takes the place of all that"
              + " was set before.")
  @PutMapping("/v1/admin/payment-settings")
  PaymentSettings set(
      @AuthenticationPrincipal Caller caller, @RequestBody PaymentSettings settings) {
    return PaymentPolicies.settings(policies.set(caller, settings));
  }

  private static AssetView view(PaymentPolicy policy, Asset asset) {
    return new AssetView(asset.code(), asset.scale(), policy.allows(asset.code()));
  }
}
