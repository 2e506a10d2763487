#pragma once
#include <ldap.h>
#include <lber.h>

/* A macro with a cast to a foreign global: Swift's importer skips it. */
static inline int navette_ldap_set_flag(LDAP *handle, int option, int on) {
  return ldap_set_option(handle, option, on ? LDAP_OPT_ON : LDAP_OPT_OFF);
}

/* `ber_sockbuf_io_readahead` is a mutable global of the library; its address is all that is needed. */
static inline int navette_ldap_read_ahead(LDAP *handle, ber_len_t size) {
  Sockbuf *buffer = 0;
  if (ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer) != LDAP_OPT_SUCCESS || !buffer) return -1;
  return ber_sockbuf_add_io(buffer, &ber_sockbuf_io_readahead, LBER_SBIOD_LEVEL_PROVIDER, &size);
}

/* The option takes any non-null pointer for "on", which Swift cannot spell as a value. */
static inline int navette_ldap_set_nonblocking(LDAP *handle) {
  Sockbuf *buffer = 0;
  if (ldap_get_option(handle, LDAP_OPT_SOCKBUF, &buffer) != LDAP_OPT_SUCCESS || !buffer) return -1;
  return ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_NONBLOCK, buffer);
}

/* One question of Cyrus SASL, `sasl_interact_t` of <sasl/sasl.h>: libldap hands a list of them on without declaring them, and ends
   it with the number 0. */
typedef struct navette_sasl_question {
  unsigned long number;
  const char *challenge;
  const char *prompt;
  const char *given;
  const void *answer;
  unsigned answer_length;
} navette_sasl_question;

/* An answer has to outlive the call that asks for it. */
static inline const char *navette_empty_text(void) { return ""; }
