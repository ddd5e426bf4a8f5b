package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's rate limits: {@code GET} and {@code PUT /v1/admin/limits}. A limit looks like {@code
 * 10/1m}: requests, slash, period in {@code s}, {@code m} or {@code h}, a day at most; where there
 * are several, all of them hold. What a request leaves out is as its tiers have it; an answer tells
 * everything.
 *
 * @param tiers what the rest differs from: {@code countersign}, {@code fog} or {@code payymo}; left
 *     out for the installation's own
 * @param auth the doors of sign-in, for each path by itself
 * @param write what changes something
 * @param read what only reads
 * @param admin whatever administrators do
 * @param usual everything else
 * @param paths single paths, in place of their kind's limits
 * @param tenant all verified requests of the tenant together; none where it is empty
 * @param countRefused whether refused requests count too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitSettings(
    @Nullable String tiers,
    @Nullable List<String> auth,
    @Nullable List<String> write,
    @Nullable List<String> read,
    @Nullable List<String> admin,
    @JsonProperty("default") @Nullable List<String> usual,
    @Nullable Map<String, List<String>> paths,
    @Nullable List<String> tenant,
    @JsonProperty("count_refused") @Nullable Boolean countRefused) {

  /** Tiers as they are. */
  public static LimitSettings of(String tiers) {
    return new LimitSettings(tiers, null, null, null, null, null, null, null, null);
  }
}
