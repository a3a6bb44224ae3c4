#include "gateway/store/lock_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "gateway/store/query.hpp"

namespace warmline::store {
namespace {

// Never deleted: whoever waits for the lock would hold that of a file that is no longer there.
std::string lock_path(const std::string& database) {
  return database + ".lock";
}

// On a file system that can only be read, a lock file that is there can still be locked.
int flags_for(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0 ? O_RDONLY : O_RDWR | O_CREAT;
}

}  // namespace

LockFile::LockFile(const std::string& database)
    : file_(lock_path(database), flags_for(lock_path(database))) {
  if (!file_.lock()) {
    throw Unusable(fmt::format("another warmline has {} open: stop it first", database));
  }
}

}  // namespace warmline::store
