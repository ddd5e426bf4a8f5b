package dev.countersign.api;

/**
 * What can be counted.
 *
 * @param code an ISO 4217 currency, or the tenant's own
 * @param scale the digits after the point of one unit
 * @param allowed whether it can be paid, held and deposited
 */
public record AssetView(String code, int scale, boolean allowed) {}
