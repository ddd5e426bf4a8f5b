package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roles of somebody.
 *
 * @param roles by name
 * @param permissions what they may do at the moment, by roles and elevation
 * @param elevatedUntil until when an elevation lasts, where there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserRolesView(
    List<String> roles,
    List<String> permissions,
    @JsonProperty("elevated_until") @Nullable Instant elevatedUntil) {}
