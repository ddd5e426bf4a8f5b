package dev.countersign.api;

/**
 * An answer that says nothing but what to do next.
 *
 * @param message a sentence for a person
 */
public record MessageAnswer(String message) {}
