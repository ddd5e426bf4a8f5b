package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyRequest;
import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.ApiKeyView;
import dev.countersign.api.ApiKeysAnswer;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.RotateApiKeyRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.platform.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
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
  private final KeyDesk desk;

  ApiKeysController(KeyDesk desk) {
    this.desk = desk;
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
    return shown(desk.make(caller, request));
  }

  @Operation(
      summary = "The caller's keys, the newest first",
      description =
          "An administrator sees the tenant's service keys too, and with `all=true` everybody's.")
  @GetMapping
  ApiKeysAnswer list(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "false") boolean all) {
    return new ApiKeysAnswer(desk.list(caller, all));
  }

  @Operation(summary = "One key")
  @GetMapping("/{id}")
  @Refuses(ErrorCode.NOT_FOUND)
  ApiKeyView one(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return desk.find(caller, id).orElseThrow(KeyDesk::unknown);
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
    return shown(desk.rotate(caller, id, request));
  }

  @Operation(
      summary = "What a key was used for in the last 30 days",
      description = "By endpoint, status, day and address, with how long answers took.")
  @GetMapping("/{id}/usage")
  @Refuses(ErrorCode.NOT_FOUND)
  ApiKeyUsage usage(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return desk.usage(caller, id).orElseThrow(KeyDesk::unknown);
  }

  @Operation(summary = "Revoke a key", description = "It is refused everywhere at once.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Refuses(ErrorCode.NOT_FOUND)
  void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    if (!desk.revoke(caller, id)) {
      throw KeyDesk.unknown();
    }
  }

  private static ResponseEntity<CreatedApiKey> shown(CreatedApiKey made) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(made);
  }
}
