package dev.countersign.api;

/**
 * What recomputing the whole audit log found: {@code GET /v1/audit/verification} (administrator).
 *
 * @param verified whether every event, hash and checkpoint is what it should be
 * @param size the number of events in the log
 * @param message a sentence for people; names the first bad event where there is one
 */
public record AuditVerification(boolean verified, long size, String message) {}
