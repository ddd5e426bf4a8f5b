package dev.countersign.server.console.page;

import org.jspecify.annotations.Nullable;

/**
 * The sign-in form.
 *
 * @param who the name given before; empty at first
 * @param next where to go afterwards
 * @param refusal why nobody was let in, in a sentence
 */
public record SignInForm(String who, String next, @Nullable String refusal) {}
