// One service at a time on a database: two would send every text twice. Others may read it, and
// make small changes of their own (`staff add`), without this.
#pragma once

#include <string>

#include "gateway/store/disk_file.hpp"

namespace warmline::store {

class LockFile {
 public:
  // Holds `<database>.lock` until this goes, also when the process is killed. Throws Unusable when
  // another process has it, std::system_error when the file can't be opened.
  explicit LockFile(const std::string& database);

 private:
  DiskFile file_;
};

}  // namespace warmline::store
