package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyRequest;
import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.ApiKeyView;
import dev.countersign.api.ApiKeysAnswer;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.RotateApiKeyRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.problem.ProblemException;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys over HTTP, for people who signed in: a key makes and ends no keys. */
@RestController
@RequestMapping(path = "/v1/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
@Refuses({ErrorCode.UNAUTHENTICATED, ErrorCode.SESSION_REQUIRED})
class ApiKeysController {
  private final ApiKeys keys;
  private final KeyFields fields;
  private final KeyViews views;
  private final KeyUsage usage;

  ApiKeysController(ApiKeys keys, KeyFields fields, KeyViews views, KeyUsage usage) {
    this.usage = usage;
    this.keys = keys;
    this.fields = fields;
    this.views = views;
  }

  @Operation(
      summary = "Make a key",
      description =
          "The answer shows it, this once. A key does no more than its scopes and its owner may;"
              + " only administrators make service keys, which belong to the tenant.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({ErrorCode.INSUFFICIENT_SCOPE, ErrorCode.FORBIDDEN, ErrorCode.TOO_MANY_API_KEYS})
  ResponseEntity<CreatedApiKey> make(
      @AuthenticationPrincipal Caller caller, @RequestBody ApiKeyRequest request) {
    return shown(keys.make(caller, fields.wish(request)));
  }

  @Operation(
      summary = "The caller's keys, the newest first",
      description =
          "An administrator sees the tenant's service keys too, and with `all=true` everybody's.")
  @GetMapping
  ApiKeysAnswer list(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "false") boolean all) {
    return new ApiKeysAnswer(keys.list(caller, all).stream().map(views::view).toList());
  }

  @Operation(summary = "One key")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  ApiKeyView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ApiKeyId.parse(id)
        .flatMap(key -> keys.find(caller, key))
        .map(views::view)
        .orElseThrow(ApiKeysController::unknown);
  }

  @Operation(
      summary = "Rotate a key",
      description =
          "The answer shows the new one, this once. The old one may be used for the grace given,"
              + " and then no more.")
  @PostMapping("/{id}/rotate")
  @ResponseStatus(HttpStatus.CREATED)
  @Refuses({ErrorCode.NOT_FOUND, ErrorCode.INSUFFICIENT_SCOPE})
  ResponseEntity<CreatedApiKey> rotate(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestBody(required = false) @Nullable RotateApiKeyRequest request) {
    Optional<ApiKeyId> key = ApiKeyId.parse(id);
    var grace = fields.grace(request);
    return shown(key.isEmpty() ? new Made.Gone() : keys.rotate(caller, key.get(), grace));
  }

  @Operation(
      summary = "What a key was used for in the last 30 days",
      description = "By endpoint, status, day and address, with how long answers took.")
  @GetMapping("/{id}/usage")
  @Refuses(ErrorCode.NOT_FOUND)
  ApiKeyUsage usage(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return ApiKeyId.parse(id)
        .flatMap(key -> usage.of(caller, key))
        .orElseThrow(ApiKeysController::unknown);
  }

  @Operation(summary = "Revoke a key", description = "It is refused everywhere at once.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (ApiKeyId.parse(id).filter(key -> keys.revoke(caller, key)).isEmpty()) {
      throw unknown();
    }
  }

  private ResponseEntity<CreatedApiKey> shown(Made made) {
    return switch (made) {
      case Made.Done done ->
          ResponseEntity.status(HttpStatus.CREATED)
              .cacheControl(CacheControl.noStore())
              .body(views.created(done));
      case Made.BeyondMaker(Permissions missing) ->
          throw new ProblemException(
              ErrorCode.INSUFFICIENT_SCOPE,
              "Insufficient permissions. Missing scopes: "
                  + String.join(", ", missing.wireNames())
                  + ". A key does no more than its maker may.");
      case Made.NotForPeople _ ->
          throw new ProblemException(
              ErrorCode.FORBIDDEN, "Only an administrator makes a service key.");
      case Made.TooMany(int max, boolean ofTenant) ->
          throw new ProblemException(
              ErrorCode.TOO_MANY_API_KEYS,
              (ofTenant ? "The tenant has " : "You have ")
                  + max
                  + " keys, which is as many as there may be. Revoke one first.");
      case Made.Gone _ -> throw unknown();
    };
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "You have no key of this id that can be used.");
  }
}
