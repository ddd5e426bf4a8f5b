/// What tests of every module share: a real PostgreSQL, a clock that can be set, and fixtures.
@NullMarked
package dev.countersign.testsupport;

import org.jspecify.annotations.NullMarked;
