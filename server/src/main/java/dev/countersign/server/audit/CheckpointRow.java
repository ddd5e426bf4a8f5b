package dev.countersign.server.audit;

import dev.countersign.proof.Hash;
import java.time.Instant;

/** A signed head of the log as its row holds it. */
record CheckpointRow(
    long size, Hash root, Bytes frontier, String note, Instant createdAt, Bytes seal) {}
