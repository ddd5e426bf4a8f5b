package dev.countersign.server.console.chart;

import java.time.Instant;

/** From this time on, this was the balance. */
public record BalancePoint(Instant at, long balanceMinor) {}
