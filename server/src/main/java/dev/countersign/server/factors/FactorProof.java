package dev.countersign.server.factors;

import java.time.Instant;

/** The last factor that was proved in a session, and when. */
public record FactorProof(FactorType type, Instant at) {}
