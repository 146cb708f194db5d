package io.glassbox.quality.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md: who may import whom, and who may touch the outside world. */
final class LayersTest {
    private static final JavaClasses GLASSBOX = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.glassbox");

    @Test
    void modulesImportOnlyWhatLiesBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("foundation")
                .definedBy("io.glassbox.foundation..")
                .layer("structure")
                .definedBy("io.glassbox.structure..")
                .layer("protocol")
                .definedBy("io.glassbox.network.protocol..")
                .layer("network")
                .definedBy(
                        "io.glassbox.network.transport..",
                        "io.glassbox.network.tls..",
                        "io.glassbox.network.connection..",
                        "io.glassbox.network.loop..")
                .layer("engine")
                .definedBy("io.glassbox.engine..", "io.glassbox.command..")
                .layer("commands")
                .definedBy("io.glassbox.commands..")
                .layer("durability")
                .definedBy("io.glassbox.durability..")
                .optionalLayer("scripting")
                .definedBy("io.glassbox.scripting..")
                .layer("tools")
                .definedBy("io.glassbox.tools..")
                .layer("server")
                .definedBy("io.glassbox.server..", "io.glassbox.junit..")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("tools")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("commands")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("durability")
                .mayOnlyBeAccessedByLayers("tools", "server")
                .whereLayer("scripting")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("commands", "durability", "scripting", "tools", "server")
                .whereLayer("network")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("network", "engine", "commands", "durability", "scripting", "server")
                .whereLayer("structure")
                .mayOnlyBeAccessedByLayers(
                        "protocol", "network", "engine", "commands", "durability", "scripting", "tools", "server")
                .check(GLASSBOX);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.glassbox.(structure.*)..")
                .should()
                .beFreeOfCycles()
                .check(GLASSBOX);
        slices().matching("io.glassbox.(network.*)..").should().beFreeOfCycles().check(GLASSBOX);
        slices().matching("io.glassbox.(commands.*)..")
                .should()
                .beFreeOfCycles()
                .check(GLASSBOX);
        slices().matching("io.glassbox.(durability.*)..")
                .should()
                .beFreeOfCycles()
                .check(GLASSBOX);
        slices().matching("io.glassbox.(engine.*)..").should().beFreeOfCycles().check(GLASSBOX);
        slices().matching("io.glassbox.(command.*)..").should().beFreeOfCycles().check(GLASSBOX);
    }

    @Test
    void foreignMemoryIsForMemoryAndSystemCalls() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.glassbox.structure.memory..",
                        "io.glassbox.network.transport..",
                        "io.glassbox.foundation.log..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(GLASSBOX);
    }

    @Test
    void socketsBelongToTheTransports() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.glassbox.structure..",
                        "io.glassbox.engine..",
                        "io.glassbox.command..",
                        "io.glassbox.commands..",
                        "io.glassbox.durability..",
                        "io.glassbox.network.protocol..",
                        "io.glassbox.network.connection..",
                        "io.glassbox.network.loop..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..")
                .check(GLASSBOX);
    }

    @Test
    void encryptionIsTheMatterOfOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.glassbox.network.tls..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.net.ssl..", "io.netty..")
                .check(GLASSBOX);
    }

    /** An embedded server may run without the library behind them. */
    @Test
    void nativeEnginesAreKnownInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.glassbox.network.tls.NativeEngines")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(GLASSBOX);
    }

    @Test
    void theClockComesFromFoundation() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.glassbox.foundation..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(GLASSBOX);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager|Common|Impl)$")
                .check(GLASSBOX);
    }
}
