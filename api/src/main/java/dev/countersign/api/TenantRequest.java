package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to create or change. In a change, what is absent stays as it is.
 *
 * @param slug by which requests can name it; never changes
 * @param name as people read it
 * @param status {@code active} or {@code suspended}
 * @param brandColor of its sign-in page, as {@code #rrggbb}; empty for none
 * @param hosts by which its people come
 * @param settings what is not as for everybody, in place of all there were
 * @param administratorEmail whom to invite as its first administrator; read when it is created
 */
public record TenantRequest(
    @Nullable String slug,
    @Nullable String name,
    @Nullable String status,
    @JsonProperty("brand_color") @Nullable String brandColor,
    @Nullable List<@Nullable String> hosts,
    @Nullable Map<String, @Nullable String> settings,
    @JsonProperty("administrator_email") @Nullable String administratorEmail) {}
