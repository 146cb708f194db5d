package io.glassbox.junit;

import io.glassbox.server.Glassbox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts a server for the class that asks for one, and hands it to its tests. JUnit closes it with the class. */
public final class GlassboxExtension implements BeforeEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(GlassboxExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        Glassbox server = server(context);
        GlassboxServer annotation = context.getRequiredTestClass().getAnnotation(GlassboxServer.class);
        if (annotation == null || annotation.flushBeforeEach()) {
            server.flush();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Glassbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    private static Glassbox server(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(testClass, GlassboxExtension::start, Glassbox.class);
    }

    private static Glassbox start(Class<?> testClass) {
        GlassboxServer annotation = testClass.getAnnotation(GlassboxServer.class);
        Glassbox.Builder builder = Glassbox.builder();
        for (String line : annotation == null ? new String[0] : annotation.value()) {
            List<String> words = Arrays.asList(line.trim().split("\\s+"));
            builder.set(words.getFirst(), words.subList(1, words.size()).toArray(String[]::new));
        }
        return builder.start();
    }
}
