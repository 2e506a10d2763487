#pragma once
#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

/* The state has bit fields, and `res_nquery` and its like are macros for other names: Swift's importer sees neither.
   Its own state reads resolv.conf(5) anew at each question. The length of the answer, or −1 and a code of h_errno. */
static inline int navette_resolve(
    const char *name, int type, int seconds, unsigned char *answer, int size, int *failure) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  if (res_ninit(&state) != 0) {
    *failure = NETDB_INTERNAL;
    return -1;
  }
  if (state.retrans > seconds) state.retrans = seconds;
  int length = res_nquery(&state, name, ns_c_in, type, answer, size);
  *failure = state.res_h_errno;
  res_nclose(&state);
  return length;
}
