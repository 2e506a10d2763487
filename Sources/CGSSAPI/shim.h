#pragma once
#include <gssapi/gssapi.h>
#include <gssapi/gssapi_ext.h>

/* The type of a principal's name as people write it: a global pointer that may change, which Swift refuses to read. */
static inline gss_OID navette_gss_user_name(void) { return GSS_C_NT_USER_NAME; }
