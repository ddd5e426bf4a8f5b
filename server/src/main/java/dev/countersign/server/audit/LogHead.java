package dev.countersign.server.audit;

import dev.countersign.proof.Hash;

/** The log at one size: what a checkpoint names. */
record LogHead(long size, Hash root) {}
