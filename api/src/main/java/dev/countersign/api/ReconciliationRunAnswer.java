package dev.countersign.api;

/** How many matches were found. */
public record ReconciliationRunAnswer(int matched) {}
