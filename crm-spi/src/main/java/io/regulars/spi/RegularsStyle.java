package io.regulars.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * The one Immutables style of the project: bare accessors ({@code name()}, not {@code getName()}),
 * JDK collections only, generated classes named {@code Immutable*}, redacted attributes shown as
 * {@code ***}. Every {@code @Value.Immutable} type carries it.
 */
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
@Value.Style(
    jdkOnly = true,
    get = "*",
    typeAbstract = "*",
    typeImmutable = "Immutable*",
    redactedMask = "***")
public @interface RegularsStyle {}
