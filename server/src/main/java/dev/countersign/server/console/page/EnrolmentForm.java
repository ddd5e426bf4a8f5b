package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * The page on which somebody who must set a factor up chooses which.
 *
 * @param refusal why the last choice came to nothing, in a sentence
 */
public record EnrolmentForm(String lead, FactorOffer offer, @Nullable String refusal) {}
