package io.glassbox.foundation.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.glassbox.foundation.setting.catalogue.Catalogue;
import io.glassbox.foundation.setting.catalogue.ClusterSettings;
import io.glassbox.foundation.setting.catalogue.EncodingSettings;
import io.glassbox.foundation.setting.catalogue.MemorySettings;
import io.glassbox.foundation.setting.catalogue.NetworkSettings;
import io.glassbox.foundation.setting.catalogue.ObservationSettings;
import io.glassbox.foundation.setting.catalogue.PersistenceSettings;
import io.glassbox.foundation.setting.catalogue.ProcessSettings;
import io.glassbox.foundation.setting.catalogue.ReplicationSettings;
import io.glassbox.foundation.setting.catalogue.SecuritySettings;
import io.glassbox.foundation.setting.catalogue.TlsSettings;
import io.glassbox.foundation.setting.declare.Setting;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final List<Class<?>> FAMILIES = List.of(
            NetworkSettings.class,
            TlsSettings.class,
            ProcessSettings.class,
            MemorySettings.class,
            EncodingSettings.class,
            PersistenceSettings.class,
            ReplicationSettings.class,
            ClusterSettings.class,
            SecuritySettings.class,
            ObservationSettings.class);

    @Test
    void everyDeclaredSettingIsInTheCatalogueUnderTheNameOfItsConstant() throws IllegalAccessException {
        List<Object> declared = new ArrayList<>();
        for (Class<?> family : FAMILIES) {
            for (Field field : family.getFields()) {
                if (field.getType() == Setting.class) {
                    Setting<?> setting = (Setting<?>) field.get(null);
                    declared.add(setting);
                    assertEquals(
                            field.getName(),
                            setting.name().toUpperCase(Locale.ROOT).replace('-', '_'));
                }
            }
        }
        assertEquals(declared, Catalogue.ALL);
        assertTrue(declared.size() > 210);
    }

    @Test
    void namesAndAliasesAreUniqueAndInLowerCase() {
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : Catalogue.ALL) {
            assertTrue(names.add(setting.name()), setting.name());
            setting.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
        }
        names.forEach(name -> assertEquals(name.toLowerCase(Locale.ROOT), name));
    }

    @Test
    void defaultsPassTheirOwnChecks() throws Exception {
        for (Setting<?> setting : Catalogue.ALL) {
            assertTrue(isDefaultAccepted(setting), setting.name());
        }
    }

    private static <T> boolean isDefaultAccepted(Setting<T> setting) throws Exception {
        return setting.accept(setting.defaultValue()).equals(setting.defaultValue());
    }
}
