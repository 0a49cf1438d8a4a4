// SPDX-License-Identifier: MIT
#pragma once

#include "store/database.hh"

namespace calspam {

/// Brings a database to the newest schema, one migration after the other, each
/// in a transaction of its own; throws DatabaseFault for a file that is no
/// store or was written by a newer calspam.
void prepare_schema(Database& database);

/// Throws unless the schema is the newest: for those who only read.
void check_schema(Database& database);

/// The newest schema's number, PRAGMA user_version.
int schema_version();

}  // namespace calspam
