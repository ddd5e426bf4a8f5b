/** Tests of what people see on a terminal. */
@NullMarked
package dev.countersign.cli.terminal;

import org.jspecify.annotations.NullMarked;
