package dev.countersign.server.reconciliation;

import dev.countersign.server.platform.id.ImportId;
import java.time.Instant;

/** A file that was taken in. */
record StoredImport(ImportId id, String format, int lines, int newLines, Instant importedAt) {}
