package dev.countersign.server.spending;

/** How much of an asset may be spent in a period. */
public record Limit(String asset, Period period, long amountMinor) {}
