// Whoever was forgotten, in a file next to the database: ids only, one a line, only ever added to.
// It is what tells a restore whom to forget again when the database itself is lost.
#pragma once

#include <string>
#include <vector>

#include "routing/ids.hpp"

namespace warmline::store::forgotten_list {

// The list's file for this database file.
std::string path_for(const std::string& database);

// Adds them, and they are on disk when it returns. Throws std::system_error where that
// can't be done.
void add(const std::string& database, routing::TexterId texter);

// Everybody on it, each once; nobody where there is no such file. A line that a crash cut short is
// left out: its texter was not forgotten then.
std::vector<routing::TexterId> all(const std::string& database);

}  // namespace warmline::store::forgotten_list
