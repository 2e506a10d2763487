#pragma once
#include <ldap.h>
#include <lber.h>
