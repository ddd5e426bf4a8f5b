package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant.
 *
 * @param id its id {@code ten_…}
 * @param slug by which requests can name it
 * @param name as people read it
 * @param status {@code active} or {@code suspended}
 * @param brandColor of its sign-in page, as {@code #rrggbb}
 * @param hosts by which its people come
 * @param settings what is not as for everybody
 * @param createdAt when it was created
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantView(
    String id,
    String slug,
    String name,
    String status,
    @JsonProperty("brand_color") @Nullable String brandColor,
    List<String> hosts,
    Map<String, String> settings,
    @JsonProperty("created_at") Instant createdAt) {}
