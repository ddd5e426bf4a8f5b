/** The countersign command: what people do from a terminal, through the SDK. */
@NullMarked
package dev.countersign.cli;

import org.jspecify.annotations.NullMarked;
