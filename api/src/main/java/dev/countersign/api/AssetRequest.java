package dev.countersign.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Asks to count something: {@code POST /v1/admin/assets}.
 *
 * @param code three to twelve capitals and digits, a letter first
 * @param scale the digits after the point of one unit, 0 to 9; of an ISO 4217 currency it is the
 *     standard's, and may be absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AssetRequest(String code, @Nullable Integer scale) {}
