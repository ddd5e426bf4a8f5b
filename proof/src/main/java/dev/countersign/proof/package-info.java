/**
 * The verifiable log: everything needed to keep, sign, prove and check an append-only Merkle log,
 * with the JDK's cryptography alone, so that a customer can check a receipt with no server and no
 * trust in ours.
 *
 * <p>The trust argument in short. Each event is committed to by a salted digest ({@link
 * dev.countersign.proof.LogEntry}); the digests are the leaves of an RFC 6962 Merkle tree, which
 * the sequencer grows one leaf at a time from its right edge ({@link
 * dev.countersign.proof.Frontier}). A {@link dev.countersign.proof.Checkpoint} names the tree's
 * size and root and is signed with Ed25519 and ML-DSA-44 by {@link
 * dev.countersign.proof.CheckpointSigner}. An {@link dev.countersign.proof.InclusionProof} ties one
 * leaf to one checkpoint, a {@link dev.countersign.proof.ConsistencyProof} ties an older checkpoint
 * to a newer one, and a {@link dev.countersign.proof.Receipt} carries event, salt, proof and
 * checkpoint together. Whoever holds the log's public keys needs nothing else.
 *
 * <p>Formats are public ones: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles and
 * tlog-proof, so that tools not written here can read what is written here.
 */
@NullMarked
package dev.countersign.proof;

import org.jspecify.annotations.NullMarked;
