package dev.countersign.server.apikeys;

import dev.countersign.api.ApiKeyRequest;
import dev.countersign.api.ApiKeyUsage;
import dev.countersign.api.ApiKeyView;
import dev.countersign.api.CreatedApiKey;
import dev.countersign.api.ErrorCode;
import dev.countersign.api.RotateApiKeyRequest;
import dev.countersign.server.access.Caller;
import dev.countersign.server.access.Permissions;
import dev.countersign.server.platform.id.ApiKeyId;
import dev.countersign.server.platform.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys in the words of the API, for whoever serves people: over HTTP, or in the console. */
public final class KeyDesk {
  private final ApiKeys keys;
  private final KeyFields fields;
  private final KeyViews views;
  private final KeyUsage usage;

  KeyDesk(ApiKeys keys, KeyFields fields, KeyViews views, KeyUsage usage) {
    this.keys = keys;
    this.fields = fields;
    this.views = views;
    this.usage = usage;
  }

  /** A new key; a refusal where the request is at fault or asks for too much. */
  public CreatedApiKey make(Caller caller, ApiKeyRequest request) {
    return shown(keys.make(caller, fields.wish(request)));
  }

  /** One in the place of another; a refusal where there is none such to rotate. */
  public CreatedApiKey rotate(Caller caller, String id, @Nullable RotateApiKeyRequest request) {
    var grace = fields.grace(request);
    return shown(
        ApiKeyId.parse(id).map(key -> keys.rotate(caller, key, grace)).orElseGet(Made.Gone::new));
  }

  /** False where the caller has no such key that can be used. */
  public boolean revoke(Caller caller, String id) {
    return ApiKeyId.parse(id).filter(key -> keys.revoke(caller, key)).isPresent();
  }

  /** The caller's, the newest first; what more administrators see, {@link ApiKeys#list} says. */
  public List<ApiKeyView> list(Caller caller, boolean everybody) {
    return keys.list(caller, everybody).stream().map(views::view).toList();
  }

  /** One key that the caller may see. */
  public Optional<ApiKeyView> find(Caller caller, String id) {
    return ApiKeyId.parse(id).flatMap(key -> keys.find(caller, key)).map(views::view);
  }

  /** What it was used for. */
  public Optional<ApiKeyUsage> usage(Caller caller, String id) {
    return ApiKeyId.parse(id).flatMap(key -> usage.of(caller, key));
  }

  private CreatedApiKey shown(Made made) {
    return switch (made) {
      case Made.Done done -> views.created(done);
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

  static ProblemException unknown() {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "You have no key of this id that can be used.");
  }
}
