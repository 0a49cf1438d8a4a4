// SPDX-License-Identifier: MIT
#pragma once

#include "command.hh"
#include "provenance_store.hh"
#include "store_options.hh"

namespace calspam {

// The verbs of a store; each returns the exit status.

int store_record(const Arguments& arguments, const StoreOptions& options,
                 const PrepareTrace& prepare);
int store_why(const StoreOptions& options);
int store_who(const StoreOptions& options);
int store_same_as(const StoreOptions& options);
int store_user(const StoreOptions& options);
int store_message_id(const StoreOptions& options);
int store_gaps(const StoreOptions& options);
int store_export(const StoreOptions& options);
int store_forget(const StoreOptions& options);

}  // namespace calspam
