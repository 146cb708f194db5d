package io.glassbox.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.resps.AccessControlLogEntry;
import redis.clients.jedis.resps.AccessControlUser;

/** Users as a client library sees them. */
final class JedisUserTest extends ServedTestCase {
    private Jedis connect() {
        return new Jedis("127.0.0.1", server().port());
    }

    @Test
    void aPoolOfARestrictedUser() {
        try (Jedis admin = connect()) {
            admin.aclSetUser("app", "on", ">secret", "~app:*", "+@read", "+@write", "+ping");
            try (JedisPool pool = new JedisPool("127.0.0.1", server().port(), "app", "secret")) {
                try (Jedis app = pool.getResource()) {
                    assertEquals("OK", app.set("app:1", "v"));
                    assertEquals("v", app.get("app:1"));
                    assertThrows(JedisAccessControlException.class, () -> app.get("other"));
                    assertThrows(JedisAccessControlException.class, app::bgsave);
                }
                try (Jedis again = pool.getResource()) {
                    assertEquals("v", again.get("app:1"));
                }
            }
            List<AccessControlLogEntry> log = admin.aclLog();
            assertEquals("command", log.getFirst().getReason());
            assertEquals("bgsave", log.getFirst().getObject());
            assertEquals("app", log.getFirst().getUsername());
            assertTrue(
                    log.getFirst().getlogEntry().get("client-info").toString().contains("user=app"));
        }
    }

    @Test
    void aUserIsDescribed() {
        try (Jedis admin = connect()) {
            admin.aclSetUser("app", "on", ">secret", "~app:*", "&news", "+get");
            AccessControlUser user = admin.aclGetUser("app");
            assertEquals(List.of("on"), user.getFlags());
            assertEquals(1, user.getPassword().size());
            assertEquals("~app:*", user.getKeys());
            assertEquals("&news", user.getChannels());
            assertEquals("-@all +get", user.getCommands());
            assertTrue(admin.aclCat().contains("keyspace"));
            assertEquals(List.of("app", "default"), admin.aclUsers());
            assertEquals("default", admin.aclWhoAmI());
            assertEquals("OK", admin.aclDryRun("app", "GET", "app:1"));
        }
    }

    @Test
    void aDeletedUserLosesItsConnections() {
        try (Jedis admin = connect();
                Jedis app = connect()) {
            admin.aclSetUser("app", "on", ">secret", "~*", "+@all");
            app.auth("app", "secret");
            app.set("k", "v");
            assertEquals(1, admin.aclDelUser("app"));
            assertThrows(JedisConnectionException.class, () -> app.get("k"));
        }
    }
}
