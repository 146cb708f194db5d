package io.glassbox.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a server of its own, started before the first test and stopped after the last. Tests take it as a parameter:
 *
 * <pre>{@code
 * @GlassboxServer("maxmemory 100mb")
 * class CartTest {
 *     @Test
 *     void survivesARestart(Glassbox server) { … server.port() … }
 * }
 * }</pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GlassboxExtension.class)
public @interface GlassboxServer {
    /** Lines of redis.conf. */
    String[] value() default {};

    /** Whether all databases are emptied before each test. */
    boolean flushBeforeEach() default true;
}
