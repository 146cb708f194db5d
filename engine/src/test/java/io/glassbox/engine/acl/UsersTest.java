package io.glassbox.engine.acl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsersTest {
    private final Users users = new Users();

    private Rights rights(String... rules) {
        Rights rights = users.freshDraft();
        for (String rule : rules) {
            assertNull(users.apply(rights, rule));
        }
        return rights;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDraftHasNoEffectUntilItIsPut() {
        users.put("u", rights("on", ">p"));
        Rights draft = users.draft("u");
        users.apply(draft, "off");
        assertNotNull(users.authenticate("u", bytes("p")));
        users.put("u", draft);
        assertNull(users.authenticate("u", bytes("p")));
    }

    @Test
    void whoeverIsConnectedAsAUserStaysSo() {
        users.put("u", rights("on"));
        User user = users.find("u");
        users.put("u", rights("allkeys", "allchannels", "allcommands"));
        assertSame(user, users.find("u"));
        assertTrue(users.defaultUser().isUnrestricted());
        assertNotNull(user);
        assertTrue(user.isUnrestricted());
    }

    @Test
    void passwordsAreAnyBytes() {
        users.requirePassword("p\0ü");
        assertNotNull(users.authenticate("default", bytes("p\0ü")));
        assertNull(users.authenticate("default", bytes("p")));
        assertTrue(users.requiresAuthentication());
        users.requirePassword("");
        assertFalse(users.requiresAuthentication());
    }

    @Test
    void othersTakeThePlaceOfAllButTheDefaultUser() {
        users.put("old", rights("on"));
        users.put("both", rights("on"));
        User both = users.find("both");
        User byDefault = users.defaultUser();
        List<String> told = new ArrayList<>();
        users.listen(new UserListener() {
            @Override
            public void changed(User user, Rights before) {
                told.add("changed " + user.name());
            }

            @Override
            public void removed(User user) {
                told.add("removed " + user.name());
            }
        });
        users.replaceAll(Map.of("both", rights("on"), "default", rights("off")));
        assertEquals(List.of("changed default", "removed both", "removed old"), told);
        assertFalse(users.find("both") == both);
        assertSame(byDefault, users.find("default"));
        assertFalse(byDefault.isOpen());
        users.replaceAll(Map.of());
        assertTrue(byDefault.isOpen());
        assertEquals(List.of("default"), users.all().stream().map(User::name).toList());
    }
}
