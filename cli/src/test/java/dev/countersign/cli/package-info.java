/** Tests of the command line: output, exit code, and what the service was asked. */
@NullMarked
package dev.countersign.cli;

import org.jspecify.annotations.NullMarked;
