#pragma once
#include <curl/curl.h>

// `curl_easy_setopt` and `curl_easy_getinfo` are variadic, which Swift cannot call: one function per argument type.

static inline CURLcode navette_curl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode navette_curl_set_string(CURL *handle, CURLoption option, const char *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode navette_curl_set_buffer(CURL *handle, CURLoption option, void *_Nullable value) {
  return curl_easy_setopt(handle, option, value);
}

typedef size_t (*navette_curl_reader)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);

static inline CURLcode navette_curl_set_reader(CURL *handle, CURLoption option, navette_curl_reader _Nonnull value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode navette_curl_get_long(CURL *handle, CURLINFO info, long *_Nonnull value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode navette_curl_get_socket(CURL *handle, curl_socket_t *_Nonnull value) {
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}
