package dev.countersign.api;

/**
 * Takes a match back.
 *
 * @param reason why, for whoever reads it later
 */
public record ReconciliationUndoRequest(String reason) {}
